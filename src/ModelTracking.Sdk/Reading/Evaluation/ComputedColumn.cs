namespace ModelTracking.Reading.Evaluation;

/// <summary>A cell made from the row's number.</summary>
internal sealed class ComputedColumn(Func<int, Cell> read) : CellColumn
{
    public override Cell Read(int row) => read(row);
}

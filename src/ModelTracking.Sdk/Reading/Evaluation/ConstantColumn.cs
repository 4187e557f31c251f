namespace ModelTracking.Reading.Evaluation;

/// <summary>The same cell in every row.</summary>
internal sealed class ConstantColumn(Cell cell) : CellColumn
{
    public static readonly CellColumn Missing = new ConstantColumn(default);

    public override bool IsConstant => true;

    public override Cell Read(int row) => cell;
}

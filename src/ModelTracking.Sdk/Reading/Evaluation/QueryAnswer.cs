using ModelTracking.Records;

namespace ModelTracking.Reading.Evaluation;

/// <summary>The rows that a query found, in order.</summary>
internal sealed record QueryAnswer(IReadOnlyList<IRunTable> Tables, FilterBinding Binding, RowOrder Order, RowRef[] Rows)
{
    public RunId Id(RowRef row) => Tables[row.Table].Id(row.Row);

    public static Cell[] Read(RowRef row, CellColumn[][] columns) => [.. columns.Select(c => c[row.Table].Read(row.Row))];
}

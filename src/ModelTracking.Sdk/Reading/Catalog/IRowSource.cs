using ModelTracking.Reading.Evaluation;
using ModelTracking.Records;

namespace ModelTracking.Reading.Catalog;

/// <summary>What a segment is written from, column after column. Rows are newest first.</summary>
internal interface IRowSource
{
    int Count { get; }

    RunId Id(int row);

    long StartTime(int row);

    long FolderTime(int row);

    IEnumerable<ColumnKey> Keys { get; }

    /// <summary>The rows that have a cell of a value column, ascending.</summary>
    IReadOnlyList<(int Row, Cell Cell)> Read(ColumnKey key);

    /// <summary>The rows that have a metric, ascending, with all its aggregates.</summary>
    MetricRows ReadMetric(ColumnKey key);
}

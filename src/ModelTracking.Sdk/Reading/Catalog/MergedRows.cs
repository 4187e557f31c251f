using ModelTracking.Reading.Evaluation;
using ModelTracking.Reading.Filters;
using ModelTracking.Records;

namespace ModelTracking.Reading.Catalog;

/// <summary>Rows of several segments as one, column after column, so that memory holds one column at a time.</summary>
internal sealed class MergedRows : IRowSource
{
    private readonly IReadOnlyList<CatalogSegment> _segments;
    private readonly (int Segment, int Row)[] _order;
    private readonly long[][] _folderTimes;

    /// <param name="segments">The segments.</param>
    /// <param name="isKept">Whether a row of a segment, both by number, is taken over.</param>
    public MergedRows(IReadOnlyList<CatalogSegment> segments, Func<int, int, bool> isKept)
    {
        _segments = segments;
        _folderTimes = [.. segments.Select(s => s.ReadFolderTimes())];
        _order = [.. segments
            .SelectMany((s, number) => Enumerable.Range(0, s.Count).Where(row => isKept(number, row)).Select(row => (Segment: number, Row: row)))
            .OrderByDescending(r => segments[r.Segment].StartTime(r.Row)).ThenBy(r => segments[r.Segment].Id(r.Row))];
    }

    public int Count => _order.Length;

    public IEnumerable<ColumnKey> Keys => _segments.SelectMany(s => s.Columns).Distinct();

    public RunId Id(int row) => _segments[_order[row].Segment].Id(_order[row].Row);

    public long StartTime(int row) => _segments[_order[row].Segment].StartTime(_order[row].Row);

    public long FolderTime(int row) => _folderTimes[_order[row].Segment][_order[row].Row];

    public IReadOnlyList<(int Row, Cell Cell)> Read(ColumnKey key)
    {
        var columns = _segments.Select(s => s.ReadColumn(key)).ToArray();
        var cells = new List<(int, Cell)>();
        for (var row = 0; row < _order.Length; row++)
        {
            var (segment, from) = _order[row];
            if (columns[segment].CodeOf(from) > 0)
            {
                cells.Add((row, columns[segment].Read(from)));
            }
        }

        return cells;
    }

    public MetricRows ReadMetric(ColumnKey key)
    {
        var counts = _segments.Select(s => s.ReadMetric(key, MetricAggregate.Count)).ToArray();
        var rows = Enumerable.Range(0, _order.Length).Where(row => counts[_order[row].Segment].TryNumber(_order[row].Row, out _)).ToArray();
        var aggregates = new double[CatalogDirectory.AggregateCount][];
        for (var i = 0; i < aggregates.Length; i++)
        {
            var columns = _segments.Select(s => s.ReadMetric(key, (MetricAggregate)i)).ToArray();
            aggregates[i] = Array.ConvertAll(rows, row => columns[_order[row].Segment].TryNumber(_order[row].Row, out var value) ? value : NumberColumn.Missing);
        }

        return new MetricRows(rows, aggregates);
    }
}

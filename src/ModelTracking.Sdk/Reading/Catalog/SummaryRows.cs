using ModelTracking.Reading.Evaluation;
using ModelTracking.Reading.Filters;
using ModelTracking.Records;

namespace ModelTracking.Reading.Catalog;

/// <summary>Summaries as rows of a segment.</summary>
internal sealed class SummaryRows : IRowSource
{
    private static readonly RunProperty[] Attributes =
        [.. Enum.GetValues<RunProperty>().Except([RunProperty.Id, RunProperty.StartTime, RunProperty.Duration, RunProperty.ArtifactUri])];

    private readonly (RunSummary Run, long FolderTime)[] _runs;
    private readonly Dictionary<ColumnKey, List<(int, Cell)>> _values = [];
    private readonly Dictionary<ColumnKey, List<(int Row, MetricSummary Metric)>> _metrics = [];

    public SummaryRows(IEnumerable<(RunSummary Run, long FolderTime)> runs)
    {
        _runs = [.. runs.OrderByDescending(r => r.Run.StartTime).ThenBy(r => r.Run.Id)];
        for (var row = 0; row < _runs.Length; row++)
        {
            Add(row, _runs[row].Run);
        }
    }

    public int Count => _runs.Length;

    public IEnumerable<ColumnKey> Keys => _values.Keys.Concat(_metrics.Keys);

    public RunId Id(int row) => _runs[row].Run.Id;

    public long StartTime(int row) => UnixTime.ToMicroseconds(_runs[row].Run.StartTime);

    public long FolderTime(int row) => _runs[row].FolderTime;

    public IReadOnlyList<(int Row, Cell Cell)> Read(ColumnKey key) => _values[key];

    public MetricRows ReadMetric(ColumnKey key)
    {
        var metrics = _metrics[key];
        var aggregates = Enum.GetValues<MetricAggregate>()
            .Select(a => metrics.Select(m => RunFacts.Metric(m.Metric, a).TryNumber(out var number) ? number : NumberColumn.Missing).ToArray());
        return new MetricRows([.. metrics.Select(m => m.Row)], [.. aggregates]);
    }

    private void Add(int row, RunSummary run)
    {
        foreach (var attribute in Attributes)
        {
            Add(row, ColumnKey.Of(attribute), RunFacts.Attribute(run, attribute));
        }

        foreach (var param in run.Params)
        {
            Add(row, new ColumnKey(ColumnKind.Param, param.Key), Cell.Of(param.Value), keepMissing: true);
        }

        foreach (var (key, text) in run.Tags)
        {
            Add(row, new ColumnKey(ColumnKind.Tag, key), Cell.Of(text));
        }

        foreach (var (kind, key, cell) in RunFacts.Facts(run))
        {
            Add(row, ColumnKey.Of(kind, key), cell);
        }

        foreach (var key in FieldNames.DatasetKeys)
        {
            Add(row, new ColumnKey(ColumnKind.Dataset, key), RunFacts.Dataset(run, key));
        }

        if (run.Artifacts.Count > 0)
        {
            Add(row, ColumnKey.Artifacts, Cell.Of(run.Artifacts.Select(a => a.Path).ToArray()));
        }

        foreach (var metric in run.Metrics)
        {
            var key = ColumnKey.Of(metric.MetricKey);
            if (!_metrics.TryGetValue(key, out var rows))
            {
                _metrics[key] = rows = [];
            }

            rows.Add((row, metric));
        }
    }

    // A param whose value is null is there, though it has no value.
    private void Add(int row, ColumnKey key, Cell cell, bool keepMissing = false)
    {
        if (cell.IsMissing && !keepMissing)
        {
            return;
        }

        if (!_values.TryGetValue(key, out var rows))
        {
            _values[key] = rows = [];
        }

        if (rows.Count == 0 || rows[^1].Item1 != row)
        {
            rows.Add((row, cell));
        }
    }
}

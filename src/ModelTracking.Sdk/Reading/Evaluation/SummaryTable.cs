using ModelTracking.Reading.Filters;
using ModelTracking.Records;

namespace ModelTracking.Reading.Evaluation;

/// <summary>Summaries as a table: for readers that have no catalog.</summary>
internal sealed class SummaryTable(IReadOnlyList<RunSummary> runs) : IRunTable
{
    public int Count => runs.Count;

    public RunSummary Run(int row) => runs[row];

    public RunId Id(int row) => runs[row].Id;

    public long StartTime(int row) => UnixTime.ToMicroseconds(runs[row].StartTime);

    public RunId? Parent(int row) => runs[row].ParentId;

    public CellColumn Bind(RunValue field) => new ComputedColumn(row => RunFacts.Read(runs[row], field));

    public Func<int, bool> BindHas(FieldKind kind, string key) => row => RunFacts.Has(runs[row], kind, key);

    public IEnumerable<string> Keys(FieldKind kind) => kind switch
    {
        FieldKind.Metric => runs.SelectMany(r => r.Metrics).Select(m => m.Key).Distinct(),
        FieldKind.Param => runs.SelectMany(r => r.Params).Select(p => p.Key).Distinct(),
        FieldKind.Tag => runs.SelectMany(r => r.Tags.Keys).Distinct(),
        FieldKind.Artifact => runs.SelectMany(r => r.Artifacts).Select(a => a.Path).Distinct(),
        _ => runs.SelectMany(RunFacts.Facts).Where(f => f.Kind == kind).Select(f => f.Key).Distinct(),
    };

    public IEnumerable<RunValue> Fields() => runs.SelectMany(r => r.Metrics).Select(m => (RunValue)new MetricValue(m.MetricKey))
        .Concat(runs.SelectMany(r => r.Params).Select(p => new FieldValue(FieldKind.Param, p.Key)))
        .Concat(runs.SelectMany(r => r.Tags.Keys).Select(k => new FieldValue(FieldKind.Tag, k)))
        .Concat(runs.SelectMany(RunFacts.Facts).Select(f => new FieldValue(f.Kind, f.Key)))
        .Distinct();
}

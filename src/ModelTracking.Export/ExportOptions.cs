namespace ModelTracking.Export;

/// <summary>What is exported.</summary>
public sealed class ExportOptions
{
    /// <summary>
    /// Columns in the query language, for example <c>run_name, params.lr, metrics.f1 / params.cost AS value</c>. Default: everything that
    /// any of the runs has: its facts, <c>params.*</c>, <c>metrics.*</c> (last values, and <c>best(...)</c> where a goal is declared), <c>tags.*</c>.
    /// </summary>
    public string? Columns { get; set; }

    /// <summary>A row for each point of a metric (run, metric, context, step, time, value) instead of one for each run. Default: false.</summary>
    public bool Points { get; set; }

    /// <summary>With <see cref="Points"/>: only metrics with these keys. Default: all.</summary>
    public IReadOnlyList<string> Metrics { get; set; } = [];
}

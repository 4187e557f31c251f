namespace ModelTracking.Dashboard.Description;

/// <summary>What several endpoints have in common.</summary>
internal static class Common
{
    /// <summary>Which runs a request is about.</summary>
    public static readonly QueryValue[] Scope =
    [
        new("q", "A query in the language of searches, for example metrics.accuracy > 0.9 AND params.lr IN (0.01, 0.1)."),
        new("experiment", "Only runs of this experiment."),
        new("nested", "0: without nested runs."),
        QueryValue.Many("run", "Only these runs, as often as there are.", Limits.ComparedRuns),
    ];

    public static readonly Dictionary<int, string> Damaged = new() { [422] = "The bytes are damaged, or no such file." };

    public static readonly Dictionary<int, string> TooMany = new() { [503] = "Too many streams are open." };

    /// <summary>The description of an endpoint.</summary>
    /// <param name="endpoint">Its method and path.</param>
    public static EndpointDescription Of(string endpoint) =>
        RunDescriptions.All.GetValueOrDefault(endpoint) ?? ComparisonDescriptions.All.GetValueOrDefault(endpoint) ?? ModelDescriptions.All.GetValueOrDefault(endpoint) ?? ReportDescriptions.All.GetValueOrDefault(endpoint) ?? DataDescriptions.All.GetValueOrDefault(endpoint) ?? StoreDescriptions.All.GetValueOrDefault(endpoint)
        ?? throw new InvalidOperationException($"{endpoint} has no description.");
}

using ModelTracking.Records;

namespace ModelTracking.Reading;

/// <summary>An experiment: what its runs have in common is its name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Runs">Number of runs of each status, those without any left out.</param>
/// <param name="FirstStart">When its oldest run began (UTC).</param>
/// <param name="LastActivity">Time of the last record of any of its runs (UTC).</param>
public sealed record ExperimentSummary(string Name, IReadOnlyDictionary<RunStatus, int> Runs, DateTimeOffset FirstStart, DateTimeOffset LastActivity)
{
    /// <summary>Number of all its runs, nested ones included.</summary>
    public int RunCount => Runs.Values.Sum();
}

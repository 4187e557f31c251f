using ModelTracking.Reading;

namespace ModelTracking.Cli.Json;

/// <summary>An experiment in the tool's JSON. <c>Runs</c> counts runs by status; a status without runs is left out.</summary>
internal sealed record ExperimentJson(string Name, int RunCount, Dictionary<string, int> Runs, DateTime FirstStart, DateTime LastActivity)
{
    public static ExperimentJson Of(ExperimentSummary experiment) => new(
        experiment.Name,
        experiment.RunCount,
        experiment.Runs.OrderBy(r => r.Key).ToDictionary(r => Views.Format.Status(r.Key), r => r.Value),
        experiment.FirstStart.UtcDateTime,
        experiment.LastActivity.UtcDateTime);
}

using System.Globalization;
using ModelTracking.MLNet.AutoML;
using ModelTracking.Reading;
using ModelTracking.Records;

namespace ModelTracking;

/// <summary>Lists the trials of an AutoML search, tracked live or imported from Model Builder.</summary>
public static class Leaderboard
{
    /// <summary>Reads the trials of a run, the best first.</summary>
    /// <param name="reader">Any store.</param>
    /// <param name="run">The run that the search was tracked in.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>One row per trial; empty where the run has none, or is not there.</returns>
    public static async Task<IReadOnlyList<LeaderboardRow>> ReadAsync(IRunReader reader, RunId run, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        if (await reader.GetRunAsync(run, cancellationToken).ConfigureAwait(false) is not { } parent)
        {
            return [];
        }

        var nested = await new RunQuery(reader).Where($"parent_id = '{parent.Id}'").ToListAsync(cancellationToken).ConfigureAwait(false);
        var trials = nested.Where(t => t.Tags.ContainsKey(TrialKeys.Trial)).ToList();
        var direction = IsLowerBetter(trials) ? 1 : -1;
        return [.. trials
            .OrderBy(t => !IsBest(t))
            .ThenBy(t => MetricOf(t) is not { } m || double.IsNaN(m))
            .ThenBy(t => direction * (MetricOf(t) ?? 0))
            .ThenBy(NumberOf)
            .Select((t, i) => new LeaderboardRow(i + 1, t.Id, NumberOf(t), MetricOf(t), t.Metric(TrialKeys.Seconds)?.Last, t.Param(TrialKeys.Pipeline)?.ToString(), IsBest(t), t.Status))];
    }

    // The log does not name the metric, but the search has chosen its best: that is the greatest value or the least.
    private static bool IsLowerBetter(List<RunSummary> trials)
    {
        var values = trials.Select(MetricOf).OfType<double>().Where(double.IsFinite).ToArray();
        return trials.Find(IsBest) is { } best && MetricOf(best) is { } chosen && values.Length > 0 && chosen < values.Max();
    }

    private static bool IsBest(RunSummary trial) => trial.Tags.GetValueOrDefault(TrialKeys.Best) == "true";

    private static double? MetricOf(RunSummary trial) => trial.Metric(TrialKeys.Metric)?.Last;

    private static int NumberOf(RunSummary trial) => int.TryParse(trial.Tags[TrialKeys.Trial], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}

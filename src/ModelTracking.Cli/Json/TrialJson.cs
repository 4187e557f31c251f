namespace ModelTracking.Cli.Json;

/// <summary>A trial of a leaderboard in the tool's JSON.</summary>
internal sealed record TrialJson(int Rank, string RunId, int Trial, double? Metric, double? Seconds, string? Pipeline, bool IsBest, string Status)
{
    public static TrialJson Of(LeaderboardRow row) => new(row.Rank, row.Run.ToString(), row.Trial, row.Metric, row.Seconds, row.Pipeline, row.IsBest, Views.Format.Status(row.Status));
}

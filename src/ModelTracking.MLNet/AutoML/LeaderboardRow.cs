using ModelTracking.Records;

namespace ModelTracking;

/// <summary>One trial of a leaderboard.</summary>
/// <param name="Rank">1 for the best; failed trials come last.</param>
/// <param name="Run">The trial's own run.</param>
/// <param name="Trial">Its number within the search, from 0.</param>
/// <param name="Metric">What the search optimised; null where the trial failed.</param>
/// <param name="Seconds">How long it took; null where it is not known.</param>
/// <param name="Pipeline">Its pipeline in short, or its trainer; null where it is not known.</param>
/// <param name="IsBest">True for the one the search chose.</param>
/// <param name="Status">How it ended.</param>
public sealed record LeaderboardRow(int Rank, RunId Run, int Trial, double? Metric, double? Seconds, string? Pipeline, bool IsBest, RunStatus Status);

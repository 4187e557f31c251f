using ModelTracking.Records;

namespace ModelTracking.Backends;

/// <summary>Something wrong with a run's files, or what was done about it.</summary>
/// <param name="Run">The run.</param>
/// <param name="What">What is wrong, or was done.</param>
/// <param name="Remedy">What to do about it; empty where nothing is left to do.</param>
public sealed record StoreProblem(RunId Run, string What, string Remedy);

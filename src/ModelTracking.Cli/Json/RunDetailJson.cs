namespace ModelTracking.Cli.Json;

/// <summary>What <c>show --json</c> prints: the run, and the ids of the runs nested in it.</summary>
internal sealed record RunDetailJson(RunJson Run, IReadOnlyList<string> NestedRuns);

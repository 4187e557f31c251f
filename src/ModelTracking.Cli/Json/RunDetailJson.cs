namespace ModelTracking.Cli.Json;

/// <summary>What <c>show --json</c> prints: the run, what was captured about it, and the ids of the runs nested in it.</summary>
internal sealed record RunDetailJson(RunJson Run, CapturedJson Captured, IReadOnlyList<string> NestedRuns);

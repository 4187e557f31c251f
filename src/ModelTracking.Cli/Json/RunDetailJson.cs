namespace ModelTracking.Cli.Json;

/// <summary>
/// What <c>show --json</c> prints: the run, what was captured about it, the ids of the runs nested in it, and the commits and model
/// versions that came from it.
/// </summary>
internal sealed record RunDetailJson(RunJson Run, CapturedJson Captured, IReadOnlyList<string> NestedRuns, IReadOnlyList<UsingCommitJson> Commits, IReadOnlyList<string> Models);

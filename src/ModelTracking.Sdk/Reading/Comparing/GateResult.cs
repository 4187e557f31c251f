using ModelTracking.Records;

namespace ModelTracking.Reading.Comparing;

/// <summary>What a gate says of a run, and why.</summary>
/// <param name="Run">The run.</param>
/// <param name="Outcome">What it says.</param>
/// <param name="Explanation">The values it looked at, for example <c>metrics.accuracy is 0.93, baseline 0.95</c>.</param>
public sealed record GateResult(RunId Run, GateOutcome Outcome, string Explanation);

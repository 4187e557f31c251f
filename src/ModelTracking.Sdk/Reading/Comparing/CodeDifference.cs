using ModelTracking.Records;

namespace ModelTracking.Reading.Comparing;

/// <summary>How the uncommitted change of a file in one run differs from that in the baseline.</summary>
/// <param name="Run">The run that is not the baseline.</param>
/// <param name="Path">The file.</param>
/// <param name="Lines">The changed lines of the two patches with those around them: each begins with <c>+</c> (this run alone), <c>-</c> (the baseline alone) or a blank.</param>
public sealed record CodeDifference(RunId Run, string Path, IReadOnlyList<string> Lines);

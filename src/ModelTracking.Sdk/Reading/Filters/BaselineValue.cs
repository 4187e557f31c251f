namespace ModelTracking.Reading.Filters;

/// <summary>What the baseline has where a run has something else; only in gates (see <see cref="Comparing.RunGate"/>).</summary>
/// <param name="Of">The value asked of the baseline; null, until it is resolved, for the field on the other side of the comparison.</param>
internal sealed record BaselineValue(RunValue? Of) : RunValue;

namespace ModelTracking.Records;

/// <summary>
/// Somebody edited the run, during it or long after. The first record of a writer that edits and nothing else: whether the run goes on
/// or how it ended does not depend on such a writer, nor do its records count as signs of life.
/// </summary>
public sealed record RunEdited : TrackingRecord
{
    /// <summary>Who, as the machine knows the person.</summary>
    public string? By { get; init; }

    /// <summary>The experiment that the run was moved to; null where it stays.</summary>
    public string? Experiment { get; init; }
}

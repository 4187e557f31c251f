using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>A block of points of one series and one writer.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Count">Number of points.</param>
/// <param name="Writer">Index of the writer in the header.</param>
/// <param name="FirstSequence">Number of its first point.</param>
/// <param name="LastSequence">Number of its last point.</param>
/// <param name="FirstStep">The smallest step, "no step" included.</param>
/// <param name="LastStep">The greatest step.</param>
internal sealed record SealedBlockEntry(
    SealedPlace Place, int Count, int Writer, long FirstSequence, long LastSequence, long FirstStep, long LastStep)
{
    public bool Touches(StepRange range) => range == StepRange.All
        || (LastStep != MetricPoint.NoStep && !(LastStep < range.From) && !(FirstStep > range.To));
}

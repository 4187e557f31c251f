namespace ModelTracking.Journal;

/// <summary>Words for the end of what is readable in a segment.</summary>
internal static class SegmentProblem
{
    public static JournalProblem Of(SegmentFile segment, FrameReader frames) => new(
        segment.Path,
        frames.NextOffset,
        frames.Length - frames.NextOffset,
        frames.Fault switch
        {
            FrameFault.Torn => "The last frame is not complete: the writer died, or the disk was full, while it was written.",
            FrameFault.BadHeader => "Bytes that are no frame follow the last good one.",
            _ => "A frame does not match its checksum.",
        },
        "Everything before it is read; 'modeltracking doctor --repair' sets the rest aside.");
}

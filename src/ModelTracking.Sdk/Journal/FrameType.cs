namespace ModelTracking.Journal;

/// <summary>What a frame holds. Numbers are for ever; a reader skips those it does not know.</summary>
internal enum FrameType : byte
{
    SegmentHeader = 1,
    Series = 2,
    Records = 3,
    Metrics = 4,
    SealedHeader = 16,
    SealedRecords = 17,
    SealedBlock = 18,
    SealedPyramid = 19,
    SealedIndex = 20,
    SealedSummary = 21,
    SealedTrailer = 22,
}

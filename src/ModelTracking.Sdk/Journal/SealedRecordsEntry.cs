namespace ModelTracking.Journal;

/// <summary>A frame of control records of one writer.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Writer">Index of the writer in the header.</param>
/// <param name="FirstSequence">Its first record.</param>
/// <param name="LastSequence">Its last record.</param>
internal sealed record SealedRecordsEntry(SealedPlace Place, int Writer, long FirstSequence, long LastSequence);

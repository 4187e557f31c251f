namespace ModelTracking.Records;

/// <summary>A place in a run's journal: everything that <paramref name="Writer"/> wrote up to and including <paramref name="Sequence"/>.</summary>
/// <param name="Writer">Identity of the writing process, 8 hexadecimal digits.</param>
/// <param name="Sequence">Number of the last record covered; the first record of a writer is 1.</param>
public readonly record struct WriterPosition(string Writer, long Sequence);

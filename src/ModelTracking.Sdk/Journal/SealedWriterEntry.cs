namespace ModelTracking.Journal;

/// <summary>A writer whose records a sealed file holds.</summary>
/// <param name="Writer">The writing process, 8 hexadecimal digits.</param>
/// <param name="Opened">When it was opened (UTC).</param>
/// <param name="LastSequence">The last of its records that the file covers.</param>
internal sealed record SealedWriterEntry(string Writer, DateTimeOffset Opened, long LastSequence);

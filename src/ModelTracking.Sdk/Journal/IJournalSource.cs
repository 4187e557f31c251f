namespace ModelTracking.Journal;

/// <summary>A file being read at any offset. Thread-safe.</summary>
internal interface IJournalSource : IDisposable
{
    /// <summary>Bytes there are now.</summary>
    long Length { get; }

    /// <summary>Reads up to <paramref name="buffer"/>'s length; fewer only at the end of the file.</summary>
    int Read(Span<byte> buffer, long offset);
}

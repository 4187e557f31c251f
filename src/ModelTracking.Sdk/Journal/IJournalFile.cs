namespace ModelTracking.Journal;

/// <summary>A file being written front to back by one caller.</summary>
internal interface IJournalFile : IDisposable
{
    /// <summary>Where the next write goes.</summary>
    long Length { get; }

    /// <summary>Writes all bytes at <see cref="Length"/> and moves it on; on failure it stays.</summary>
    void Write(ReadOnlySpan<byte> bytes);

    /// <summary>Returns once everything written survives a power cut.</summary>
    void Sync();

    /// <summary>Cuts the file.</summary>
    void SetLength(long length);
}

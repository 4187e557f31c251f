namespace ModelTracking.Journal;

/// <summary>
/// An append-only log of JSON lines, each of which vouches for all before it. Reading is safe at any time, beside any
/// number of processes; a writer holds the store's lock.
/// </summary>
internal interface IChainedLog
{
    /// <summary>Name for messages.</summary>
    string Path { get; }

    /// <summary>Reads the lines after a position.</summary>
    LogRead Read(LogPosition after);

    /// <summary>Appends a line and returns once it survives a power cut.</summary>
    /// <param name="after">The log's end, as the caller has read it under the lock.</param>
    /// <param name="json">One JSON value without line ends.</param>
    /// <exception cref="IOException">It could not be written; the log is as it was.</exception>
    LogPosition Append(LogPosition after, ReadOnlySpan<byte> json);

    /// <summary>Writes the sound lines anew and keeps the old file beside it as <c>*.broken</c>. The caller holds the lock.</summary>
    void Repair();
}

namespace ModelTracking.Records;

/// <summary>Stored bytes that can be opened any number of times, so that a retry can read them again. Thread-safe.</summary>
/// <param name="hash">SHA-256 of the bytes, 64 lower-case hexadecimal digits.</param>
/// <param name="length">Number of bytes.</param>
/// <param name="open">Opens a fresh stream at the first byte; the caller disposes it.</param>
public sealed class ArtifactContent(string hash, long length, Func<Stream> open)
{
    /// <summary>SHA-256 of the bytes, 64 lower-case hexadecimal digits.</summary>
    public string Hash { get; } = hash;

    /// <summary>Number of bytes.</summary>
    public long Length { get; } = length;

    /// <summary>Opens a fresh stream at the first byte; the caller disposes it.</summary>
    /// <exception cref="IOException">The bytes are gone or cannot be read.</exception>
    public Stream OpenRead() => open();
}

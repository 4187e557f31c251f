using ModelTracking.Journal;

namespace ModelTracking.Reading.Catalog;

/// <summary>Bytes in memory as a file.</summary>
internal sealed class MemorySource(byte[] bytes) : IJournalSource
{
    public long Length => bytes.Length;

    public int Read(Span<byte> buffer, long offset)
    {
        var count = (int)Math.Clamp(bytes.Length - offset, 0, buffer.Length);
        bytes.AsSpan((int)offset, count).CopyTo(buffer);
        return count;
    }

    public void Dispose()
    {
        // Memory needs no closing.
    }
}

using System.Buffers;

namespace ModelTracking.Capture.Programs;

/// <summary>Keeps the beginning of a stream. Not thread-safe, but for being read after the reader was stopped.</summary>
internal sealed class BoundedBytes(int limit)
{
    private readonly ArrayBufferWriter<byte> _kept = new();

    /// <summary>Whether the rest is read and thrown away, instead of left unread.</summary>
    public bool ReadsOn { get; init; }

    /// <summary>True where there was more than is kept.</summary>
    public bool IsFull { get; private set; }

    public byte[] ToArray()
    {
        lock (_kept)
        {
            return _kept.WrittenSpan.ToArray();
        }
    }

    public void ReadFrom(Stream stream)
    {
        var buffer = new byte[16 << 10];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            lock (_kept)
            {
                var room = Math.Min(read, limit - _kept.WrittenCount);
                _kept.Write(buffer.AsSpan(0, room));
                if (room < read && !ReadsOn)
                {
                    IsFull = true;
                    return;
                }
            }
        }
    }
}

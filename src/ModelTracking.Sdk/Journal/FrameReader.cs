using System.Buffers;
using System.Buffers.Binary;

namespace ModelTracking.Journal;

/// <summary>
/// Reads checked frames one after the other, up to the length that the file had when reading began. Not thread-safe.
/// </summary>
internal sealed class FrameReader : IDisposable
{
    private const int ChunkBytes = 1 << 20;
    private readonly IJournalSource _source;
    private readonly string _file;
    private byte[] _buffer;
    private int _start;
    private int _end;
    private int _payload;

    /// <param name="source">The file.</param>
    /// <param name="file">Its name, for errors.</param>
    /// <param name="chunkBytes">Read at once.</param>
    /// <param name="start">Where a frame begins: reading begins there.</param>
    public FrameReader(IJournalSource source, string file, int chunkBytes = ChunkBytes, long start = 0)
    {
        _source = source;
        _file = file;
        NextOffset = start;
        Length = Math.Max(source.Length, start);
        _buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(Length - start, 256, chunkBytes));
    }

    /// <summary>Bytes of the file that are looked at.</summary>
    public long Length { get; }

    /// <summary>Where the current frame begins.</summary>
    public long FrameOffset { get; private set; }

    /// <summary>Where the next frame begins; after the last one, the end of all that is good.</summary>
    public long NextOffset { get; private set; }

    public FrameHeader Header { get; private set; }

    public FrameFault Fault { get; private set; }

    /// <summary>The current frame's payload; valid until the next read.</summary>
    public ReadOnlySpan<byte> Payload => _buffer.AsSpan(_payload, Header.PayloadLength);

    public bool Read()
    {
        if (Fault != FrameFault.None || NextOffset == Length)
        {
            return false;
        }

        if (!Fill(FrameHeader.Size))
        {
            return Stop(FrameFault.Torn);
        }

        if (!FrameHeader.TryRead(_buffer.AsSpan(_start, FrameHeader.Size), _file, out var header))
        {
            return Stop(FrameFault.BadHeader);
        }

        // The length comes from the file, so it is compared with what there is before anything is sized by it.
        if (header.FrameLength > Length - NextOffset || header.FrameLength > Array.MaxLength || !Fill((int)header.FrameLength))
        {
            return Stop(FrameFault.Torn);
        }

        var payload = _buffer.AsSpan(_start + FrameHeader.Size, header.PayloadLength);
        var checksum = BinaryPrimitives.ReadUInt32LittleEndian(_buffer.AsSpan(_start + FrameHeader.Size + header.PayloadLength));
        if (checksum != Crc.Compute(payload))
        {
            return Stop(FrameFault.BadPayload);
        }

        _payload = _start + FrameHeader.Size;
        _start += (int)header.FrameLength;
        Header = header;
        FrameOffset = NextOffset;
        NextOffset += header.FrameLength;
        return true;
    }

    /// <summary>Declares the current frame bad: its checksum holds, but its content makes no sense.</summary>
    public void Reject()
    {
        NextOffset = FrameOffset;
        Fault = FrameFault.BadPayload;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private bool Stop(FrameFault fault)
    {
        Fault = fault;
        return false;
    }

    private bool Fill(int needed)
    {
        if (_end - _start >= needed)
        {
            return true;
        }

        var kept = _buffer.AsSpan(_start, _end - _start);
        if (_buffer.Length < needed)
        {
            var larger = ArrayPool<byte>.Shared.Rent(needed);
            kept.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        else
        {
            kept.CopyTo(_buffer);
        }

        _end -= _start;
        _start = 0;
        var wanted = (int)Math.Min(_buffer.Length - _end, Length - NextOffset - _end);
        _end += _source.Read(_buffer.AsSpan(_end, wanted), NextOffset + _end);
        return _end >= needed;
    }
}

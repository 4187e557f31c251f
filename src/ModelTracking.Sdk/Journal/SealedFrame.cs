using System.Buffers;
using System.Buffers.Binary;

namespace ModelTracking.Journal;

/// <summary>One frame read from a known place, in rented memory.</summary>
internal sealed class SealedFrame : IDisposable
{
    private readonly byte[] _buffer;
    private readonly int _length;

    private SealedFrame(byte[] buffer, int length)
    {
        _buffer = buffer;
        _length = length;
    }

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    public FrameHeader Header { get; private set; }

    public ReadOnlySpan<byte> Payload => Bytes.Slice(FrameHeader.Size, Header.PayloadLength);

    /// <summary>Reads and checks; null where no good frame stands there.</summary>
    public static SealedFrame? Read(IJournalSource source, SealedPlace place, string path)
    {
        if (place.Offset > source.Length - place.Length)
        {
            return null;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(place.Length);
        var frame = new SealedFrame(buffer, place.Length);
        if (source.Read(buffer.AsSpan(0, place.Length), place.Offset) == place.Length
            && TryCheck(frame.Bytes, path, out var header, out _))
        {
            frame.Header = header;
            return frame;
        }

        frame.Dispose();
        return null;
    }

    /// <summary>Checks both checksums of a frame that fills the bytes exactly.</summary>
    public static bool TryCheck(ReadOnlySpan<byte> bytes, string path, out FrameHeader header, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        if (!FrameHeader.TryRead(bytes, path, out header) || header.FrameLength != bytes.Length)
        {
            return false;
        }

        payload = bytes.Slice(FrameHeader.Size, header.PayloadLength);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes[^FrameHeader.TrailerSize..]) == Crc.Compute(payload);
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}

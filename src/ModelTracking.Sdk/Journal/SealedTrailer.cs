using System.Buffers.Binary;

namespace ModelTracking.Journal;

/// <summary>The last frame of a sealed file, always of the same size, so that it is found from the end.</summary>
/// <param name="Index">Where the index stands.</param>
/// <param name="Summary">Where the summary stands.</param>
/// <param name="FileLength">Length of the whole file.</param>
internal readonly record struct SealedTrailer(SealedPlace Index, SealedPlace Summary, long FileLength)
{
    private const int PayloadSize = 5 * sizeof(long);

    public const int FrameSize = FrameHeader.Size + PayloadSize + FrameHeader.TrailerSize;

    public void Write(ByteBuffer target)
    {
        target.WriteInt64(Index.Offset);
        target.WriteInt64(Index.Length);
        target.WriteInt64(Summary.Offset);
        target.WriteInt64(Summary.Length);
        target.WriteInt64(FileLength);
    }

    /// <summary>Reads the trailer from a payload; false where it does not fit a file of this length.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, long fileLength, out SealedTrailer trailer)
    {
        trailer = default;
        if (payload.Length != PayloadSize || BinaryPrimitives.ReadInt64LittleEndian(payload[32..]) != fileLength)
        {
            return false;
        }

        return TryReadPlace(payload, fileLength, out var index)
            && TryReadPlace(payload[16..], fileLength, out var summary)
            && (trailer = new SealedTrailer(index, summary, fileLength)) != default;
    }

    private static bool TryReadPlace(ReadOnlySpan<byte> bytes, long fileLength, out SealedPlace place)
    {
        var offset = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        var length = BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]);
        var fits = offset >= 0 && length is > 0 and <= int.MaxValue && offset <= fileLength - length;
        place = fits ? new SealedPlace(offset, (int)length) : default;
        return fits;
    }
}

using System.Buffers.Binary;

namespace ModelTracking.Journal;

/// <summary>The first 28 bytes of a frame; their layout never changes, so that a newer version can be told and refused.</summary>
internal readonly record struct FrameHeader(FrameType Type, int PayloadLength, int RecordCount, long FirstSequence)
{
    public const int Size = 28;
    public const int TrailerSize = sizeof(uint);
    public const byte Version = 1;

    // "MTJ" and 0x1A, which stops a terminal from printing the rest.
    private const uint Magic = 0x1A4A544D;

    public long LastSequence => FirstSequence + RecordCount - 1;

    /// <summary>Size of the whole frame: header, payload and the payload's checksum.</summary>
    public long FrameLength => Size + (long)PayloadLength + TrailerSize;

    public void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(target, Magic);
        target[4] = Version;
        target[5] = (byte)Type;
        BinaryPrimitives.WriteUInt16LittleEndian(target[6..], 0);
        BinaryPrimitives.WriteUInt32LittleEndian(target[8..], (uint)PayloadLength);
        BinaryPrimitives.WriteUInt32LittleEndian(target[12..], (uint)RecordCount);
        BinaryPrimitives.WriteInt64LittleEndian(target[16..], FirstSequence);
        BinaryPrimitives.WriteUInt32LittleEndian(target[24..], Crc.Compute(target[..24]));
    }

    /// <summary>Reads a header; false where the bytes are none.</summary>
    /// <exception cref="JournalVersionException">The bytes are a header of a newer version.</exception>
    public static bool TryRead(ReadOnlySpan<byte> source, string file, out FrameHeader header)
    {
        header = default;
        if (source.Length < Size
            || BinaryPrimitives.ReadUInt32LittleEndian(source) != Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(source[24..]) != Crc.Compute(source[..24]))
        {
            return false;
        }

        if (source[4] > Version)
        {
            throw new JournalVersionException(
                $"'{file}' was written in journal format {source[4]}, and this version of ModelTracking.Sdk reads formats up to {Version}. "
                + "Update the ModelTracking packages to read it; nothing was changed.");
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(source[8..]);
        var count = BinaryPrimitives.ReadUInt32LittleEndian(source[12..]);
        var first = BinaryPrimitives.ReadInt64LittleEndian(source[16..]);
        if (length > int.MaxValue || count > int.MaxValue || first < 0 || first > long.MaxValue - count)
        {
            return false;
        }

        header = new FrameHeader((FrameType)source[5], (int)length, (int)count, first);
        return true;
    }
}

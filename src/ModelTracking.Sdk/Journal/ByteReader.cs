using System.Buffers.Binary;
using System.Text;

namespace ModelTracking.Journal;

/// <summary>Reads the journal's number formats from checked bytes; every length is compared with what is left before it is used.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    public readonly int Position => _position;

    public readonly int Left => _bytes.Length - _position;

    /// <summary>All bytes from the current position on.</summary>
    public readonly ReadOnlySpan<byte> Rest => _bytes[_position..];

    public byte ReadByte() => Take(1)[0];

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public ulong ReadVarint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var one = ReadByte();
            value |= (ulong)(one & 0x7F) << shift;
            if (one < 0x80)
            {
                return value;
            }
        }

        throw Bad("a number is too long");
    }

    public long ReadZigzag()
    {
        var folded = ReadVarint();
        return (long)(folded >> 1) ^ -(long)(folded & 1);
    }

    /// <summary>A count or an index, which must not exceed <paramref name="limit"/>.</summary>
    public int ReadCount(int limit)
    {
        var value = ReadVarint();
        return value <= (ulong)limit ? (int)value : throw Bad("a count is out of range");
    }

    /// <summary>A number that is not negative.</summary>
    public long ReadLong()
    {
        var value = ReadVarint();
        return value <= long.MaxValue ? (long)value : throw Bad("a number is out of range");
    }

    public string ReadText() => Encoding.UTF8.GetString(Take(ReadCount(Left)));

    public ReadOnlySpan<byte> Take(int length)
    {
        if ((uint)length > (uint)Left)
        {
            throw Bad("the content is too short");
        }

        var taken = _bytes.Slice(_position, length);
        _position += length;
        return taken;
    }

    public static InvalidDataException Bad(string what) => new($"A journal frame makes no sense: {what}.");
}

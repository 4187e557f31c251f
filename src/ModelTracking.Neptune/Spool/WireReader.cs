using System.Buffers.Binary;
using System.Text;

namespace ModelTracking.Neptune.Spool;

/// <summary>Reads the fields of a protobuf message, one after the other.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _left = message;

    /// <summary>The field's number.</summary>
    public int Field { get; private set; }

    /// <summary>A varint or fixed value as its bits.</summary>
    public ulong Bits { get; private set; }

    /// <summary>A text's, list's or message's bytes.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    public readonly string Text => Encoding.UTF8.GetString(Bytes);

    public readonly double Double => BitConverter.UInt64BitsToDouble(Bits);

    /// <summary>Takes the next field; false at the end.</summary>
    /// <exception cref="InvalidDataException">The bytes are no message.</exception>
    public bool Read()
    {
        if (_left.IsEmpty)
        {
            return false;
        }

        var tag = Varint();
        Field = (int)(tag >> 3);
        Bits = 0;
        Bytes = default;
        switch (tag & 7)
        {
            case 0:
                Bits = Varint();
                break;
            case 1:
                Bits = BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
                break;
            case 2:
                var length = Varint();
                Bytes = Take(length <= int.MaxValue ? (int)length : int.MaxValue);
                break;
            case 5:
                Bits = BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
                break;
            default:
                throw new InvalidDataException("The bytes are no protobuf message.");
        }

        return true;
    }

    /// <summary>The numbers of a packed list of doubles.</summary>
    public static double[] Doubles(ReadOnlySpan<byte> bytes)
    {
        var numbers = new double[bytes.Length / 8];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes[(8 * i)..]);
        }

        return numbers;
    }

    /// <summary>The numbers of a packed list of varints.</summary>
    public static List<ulong> Varints(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        var numbers = new List<ulong>();
        while (!reader._left.IsEmpty)
        {
            numbers.Add(reader.Varint());
        }

        return numbers;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Take(1)[0];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("The bytes are no protobuf message.");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _left.Length)
        {
            throw new InvalidDataException("The protobuf message ends too early.");
        }

        var taken = _left[..count];
        _left = _left[count..];
        return taken;
    }
}

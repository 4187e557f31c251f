using System.Buffers.Binary;

namespace ModelTracking.Versioning.Formats;

/// <summary>One field of a protocol buffer message.</summary>
internal readonly record struct ProtoField(int Number, long Value, ReadOnlyMemory<byte> Bytes)
{
    /// <exception cref="InvalidDataException">The bytes are no message.</exception>
    public static IEnumerable<ProtoField> Read(ReadOnlyMemory<byte> message)
    {
        for (var at = 0; at < message.Length;)
        {
            var tag = Varint(message.Span, ref at);
            var number = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    yield return new ProtoField(number, Varint(message.Span, ref at), default);
                    break;
                case 1:
                    yield return new ProtoField(number, BinaryPrimitives.ReadInt64LittleEndian(Take(message, ref at, 8).Span), default);
                    break;
                case 2:
                    var length = Varint(message.Span, ref at);
                    yield return new ProtoField(number, 0, Take(message, ref at, length));
                    break;
                case 5:
                    yield return new ProtoField(number, BinaryPrimitives.ReadInt32LittleEndian(Take(message, ref at, 4).Span), default);
                    break;
                default:
                    throw Broken();
            }
        }
    }

    /// <summary>The numbers of a repeated integer field, packed or not.</summary>
    public IEnumerable<long> Numbers()
    {
        if (Bytes.IsEmpty)
        {
            yield return Value;
        }

        for (var at = 0; at < Bytes.Length;)
        {
            yield return Varint(Bytes.Span, ref at);
        }
    }

    private static ReadOnlyMemory<byte> Take(ReadOnlyMemory<byte> message, ref int at, long length)
    {
        if (length < 0 || length > message.Length - at)
        {
            throw Broken();
        }

        at += (int)length;
        return message.Slice(at - (int)length, (int)length);
    }

    private static long Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (at >= bytes.Length)
            {
                throw Broken();
            }

            value |= shift < 64 ? (ulong)(bytes[at] & 0x7F) << shift : 0;
            if ((bytes[at++] & 0x80) == 0)
            {
                return (long)value;
            }
        }

        throw Broken();
    }

    private static InvalidDataException Broken() => new("it is not a protocol buffer");
}

using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelTracking.Journal;

/// <summary>
/// Whole numbers of a block. Mode 0: first and constant stride. Mode 1: first, then groups of 128 differences, each
/// as its smallest difference and bit-packed offsets from it, so that one outlier costs one group only.
/// All arithmetic wraps, so every 64-bit number survives.
/// </summary>
internal static class IntegerColumn
{
    private const int GroupSize = 128;

    // A value of up to 56 bits at any bit offset lies within one 8-byte load.
    private const int WidestPacked = 56;

    public static void Write(ByteBuffer target, ReadOnlySpan<long> values)
    {
        if (IsRegular(values, out var stride))
        {
            target.WriteByte(0);
            target.WriteZigzag(values[0]);
            if (values.Length > 1)
            {
                target.WriteZigzag(stride);
            }

            return;
        }

        target.WriteByte(1);
        target.WriteZigzag(values[0]);
        for (var i = 1; i < values.Length; i += GroupSize)
        {
            WriteGroup(target, values.Slice(i - 1, Math.Min(GroupSize + 1, values.Length - i + 1)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Read(ref ByteReader source, Span<long> values)
    {
        switch (source.ReadByte())
        {
            case 0:
                var value = source.ReadZigzag();
                values[0] = value;
                var stride = values.Length > 1 ? source.ReadZigzag() : 0;
                for (var i = 1; i < values.Length; i++)
                {
                    values[i] = value += stride;
                }

                break;
            case 1:
                values[0] = source.ReadZigzag();
                for (var i = 1; i < values.Length; i += GroupSize)
                {
                    ReadGroup(ref source, values[i - 1], values.Slice(i, Math.Min(GroupSize, values.Length - i)));
                }

                break;
            default:
                throw ByteReader.Bad("a column has an unknown mode");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool IsRegular(ReadOnlySpan<long> values, out long stride)
    {
        stride = values.Length > 1 ? values[1] - values[0] : 0;
        for (var i = 2; i < values.Length; i++)
        {
            if (values[i] - values[i - 1] != stride)
            {
                return false;
            }
        }

        return true;
    }

    /// <param name="target">Where to write.</param>
    /// <param name="values">The number before the group, then the group.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WriteGroup(ByteBuffer target, ReadOnlySpan<long> values)
    {
        Span<long> deltas = stackalloc long[GroupSize];
        deltas = deltas[..(values.Length - 1)];
        var min = long.MaxValue;
        var max = long.MinValue;
        for (var i = 0; i < deltas.Length; i++)
        {
            var delta = values[i + 1] - values[i];
            deltas[i] = delta;
            min = Math.Min(min, delta);
            max = Math.Max(max, delta);
        }

        var width = 64 - BitOperations.LeadingZeroCount((ulong)(max - min));
        width = width > WidestPacked ? 64 : width;
        target.WriteZigzag(min);
        target.WriteByte((byte)width);
        if (width == 0)
        {
            return;
        }

        var bytes = target.GetSpan((GroupSize * sizeof(long)) + sizeof(long));
        var used = 0;
        var pending = 0UL;
        var bits = 0;
        foreach (var delta in deltas)
        {
            var offset = (ulong)(delta - min);
            pending |= offset << bits;
            bits += width;
            if (bits >= 64)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(bytes[used..], pending);
                used += sizeof(ulong);
                bits -= 64;
                pending = bits == 0 ? 0 : offset >> (width - bits);
            }
        }

        BinaryPrimitives.WriteUInt64LittleEndian(bytes[used..], pending);
        target.Advance(used + ((bits + 7) / 8));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ReadGroup(ref ByteReader source, long value, Span<long> values)
    {
        var min = source.ReadZigzag();
        var width = source.ReadByte();
        if (width == 0)
        {
            foreach (ref var target in values)
            {
                target = value += min;
            }

            return;
        }

        if (width > WidestPacked && width != 64)
        {
            throw ByteReader.Bad("a column is packed too wide");
        }

        var length = ((values.Length * width) + 7) / 8;
        var rest = source.Rest;
        source.Take(length);
        if (rest.Length < length + sizeof(ulong))
        {
            // The values of the block always follow a column, so there is always room for the last 8-byte load.
            throw ByteReader.Bad("a column ends too early");
        }

        var mask = width == 64 ? ulong.MaxValue : (1UL << width) - 1;
        var bit = 0;
        ref var bytes = ref MemoryMarshal.GetReference(rest);
        foreach (ref var target in values)
        {
            // The length was checked above for the whole group.
            var word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, bit >> 3));
            word = BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);
            bit += width;
            target = value += min + (long)((word >> ((bit - width) & 7)) & mask);
        }
    }
}

using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelTracking.Journal;

/// <summary>
/// Values of a block: mode 4, four bytes each, where every value comes back from float32 with all 64 bits as they
/// were (so −0.0 keeps its sign, and a NaN whose payload float32 cannot carry forces mode 8); else mode 8.
/// </summary>
internal static class ValueColumn
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Write(ByteBuffer target, ReadOnlySpan<double> values)
    {
        var mark = target.Count;
        target.WriteByte(sizeof(float));
        var bytes = target.GetSpan(values.Length * sizeof(float));
        for (var i = 0; i < values.Length; i++)
        {
            var single = (float)values[i];
            if (BitConverter.DoubleToInt64Bits(single) != BitConverter.DoubleToInt64Bits(values[i]))
            {
                target.Truncate(mark);
                WriteDoubles(target, values);
                return;
            }

            BinaryPrimitives.WriteSingleLittleEndian(bytes.Slice(i * sizeof(float), sizeof(float)), single);
        }

        target.Advance(values.Length * sizeof(float));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Read(ref ByteReader source, Span<double> values)
    {
        switch (source.ReadByte())
        {
            case sizeof(float):
                var singles = source.Take(checked(values.Length * sizeof(float)));
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = BinaryPrimitives.ReadSingleLittleEndian(singles[(i * sizeof(float))..]);
                }

                break;
            case sizeof(double):
                var doubles = source.Take(checked(values.Length * sizeof(double)));
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = BinaryPrimitives.ReadDoubleLittleEndian(doubles[(i * sizeof(double))..]);
                }

                break;
            default:
                throw ByteReader.Bad("values have an unknown width");
        }
    }

    private static void WriteDoubles(ByteBuffer target, ReadOnlySpan<double> values)
    {
        target.WriteByte(sizeof(double));
        if (BitConverter.IsLittleEndian)
        {
            target.Write(MemoryMarshal.AsBytes(values));
            return;
        }

        foreach (var value in values)
        {
            target.WriteInt64(BitConverter.DoubleToInt64Bits(value));
        }
    }
}

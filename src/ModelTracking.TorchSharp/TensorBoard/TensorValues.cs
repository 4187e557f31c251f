using System.Buffers.Binary;
using Tensorboard;

namespace ModelTracking.TensorBoard;

/// <summary>Reads numbers out of a tensor message, which keeps them as a list or as raw little-endian bytes.</summary>
internal static class TensorValues
{
    public static double[] Numbers(TensorProto tensor)
    {
        var raw = tensor.TensorContent.Span;
        switch (tensor.Dtype)
        {
            case DataType.DtFloat:
                return raw.IsEmpty ? [.. tensor.FloatVal] : Each(raw, sizeof(float), b => BinaryPrimitives.ReadSingleLittleEndian(b));
            case DataType.DtDouble:
                return raw.IsEmpty ? [.. tensor.DoubleVal] : Each(raw, sizeof(double), b => BinaryPrimitives.ReadDoubleLittleEndian(b));
            case DataType.DtHalf:
                return raw.IsEmpty ? [.. tensor.HalfVal.Select(h => (double)BitConverter.UInt16BitsToHalf((ushort)h))] : Each(raw, 2, b => (double)BinaryPrimitives.ReadHalfLittleEndian(b));
            case DataType.DtInt32:
                return raw.IsEmpty ? [.. tensor.IntVal.Select(i => (double)i)] : Each(raw, sizeof(int), b => BinaryPrimitives.ReadInt32LittleEndian(b));
            case DataType.DtInt64:
                return raw.IsEmpty ? [.. tensor.Int64Val.Select(i => (double)i)] : Each(raw, sizeof(long), b => BinaryPrimitives.ReadInt64LittleEndian(b));
            default:
                return [];
        }
    }

    private static double[] Each(ReadOnlySpan<byte> raw, int size, Read read)
    {
        var values = new double[raw.Length / size];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = read(raw.Slice(i * size, size));
        }

        return values;
    }

    private delegate double Read(ReadOnlySpan<byte> bytes);
}

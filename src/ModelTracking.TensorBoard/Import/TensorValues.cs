using System.Buffers.Binary;
using ModelTracking.TensorBoard.Protocol;

namespace ModelTracking.TensorBoard.Import;

/// <summary>Reads numbers out of a tensor message, which keeps them as a list or as raw little-endian bytes.</summary>
internal static class TensorValues
{
    public static double[] Numbers(Tensor tensor)
    {
        var raw = tensor.Content.Span;
        switch (tensor.Type)
        {
            case ElementType.Float:
                return raw.IsEmpty ? [.. tensor.FloatValues] : Each(raw, sizeof(float), b => BinaryPrimitives.ReadSingleLittleEndian(b));
            case ElementType.Double:
                return raw.IsEmpty ? [.. tensor.DoubleValues] : Each(raw, sizeof(double), b => BinaryPrimitives.ReadDoubleLittleEndian(b));
            case ElementType.Half:
                return raw.IsEmpty ? [.. tensor.HalfValues.Select(h => (double)BitConverter.UInt16BitsToHalf((ushort)h))] : Each(raw, 2, b => (double)BinaryPrimitives.ReadHalfLittleEndian(b));
            case ElementType.Int32:
                return raw.IsEmpty ? [.. tensor.IntValues.Select(i => (double)i)] : Each(raw, sizeof(int), b => BinaryPrimitives.ReadInt32LittleEndian(b));
            case ElementType.Int64:
                return raw.IsEmpty ? [.. tensor.LongValues.Select(i => (double)i)] : Each(raw, sizeof(long), b => BinaryPrimitives.ReadInt64LittleEndian(b));
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

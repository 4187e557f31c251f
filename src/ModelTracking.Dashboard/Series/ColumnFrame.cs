using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ModelTracking.Dashboard.Series;

/// <summary>
/// Columns of numbers as one block of bytes, which a browser reads without parsing: <c>MTS1</c>, the length of the head
/// (uint32), the head (JSON, padded with spaces to a multiple of 8), then the columns as little-endian doubles. The head
/// says how many columns there are and how long each is.
/// </summary>
internal static class ColumnFrame
{
    private static readonly byte[] Magic = "MTS1"u8.ToArray();

    public static async Task WriteAsync(Stream output, byte[] head, IEnumerable<double[]> columns, CancellationToken cancellationToken)
    {
        var padded = (head.Length + 7) / 8 * 8;
        var begin = new byte[8 + padded];
        Magic.CopyTo(begin, 0);
        BinaryPrimitives.WriteUInt32LittleEndian(begin.AsSpan(4), (uint)padded);
        begin.AsSpan(8).Fill((byte)' ');
        head.CopyTo(begin, 8);
        await output.WriteAsync(begin, cancellationToken);
        foreach (var numbers in columns)
        {
            await output.WriteAsync(Bytes(numbers), cancellationToken);
        }
    }

    private static byte[] Bytes(double[] numbers)
    {
        if (!BitConverter.IsLittleEndian)
        {
            foreach (ref var number in numbers.AsSpan())
            {
                number = BitConverter.UInt64BitsToDouble(BinaryPrimitives.ReverseEndianness(BitConverter.DoubleToUInt64Bits(number)));
            }
        }

        return MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray();
    }
}

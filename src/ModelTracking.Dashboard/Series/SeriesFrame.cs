using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using ModelTracking.Dashboard.Json;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Series;

/// <summary>
/// Series as one block of bytes, which a browser reads without parsing: <c>MTS1</c>, the length of the head (uint32), the
/// head (JSON, padded with spaces to a multiple of 8), then per series seven columns of little-endian doubles, one value
/// per bucket: first step, last step, last time (ms), min, max, last value, number of points. NaN stands for no step.
/// </summary>
internal static class SeriesFrame
{
    public const int Columns = 7;
    private static readonly byte[] Magic = "MTS1"u8.ToArray();

    public static async Task WriteAsync(Stream output, IReadOnlyList<(SeriesHeadDto Head, IReadOnlyList<MetricBucket> Buckets)> series, CancellationToken cancellationToken)
    {
        var head = JsonSerializer.SerializeToUtf8Bytes([.. series.Select(s => s.Head)], DashboardJson.Default.SeriesHeadDtoArray);
        var padded = (head.Length + 7) / 8 * 8;
        var begin = new byte[8 + padded];
        Magic.CopyTo(begin, 0);
        BinaryPrimitives.WriteUInt32LittleEndian(begin.AsSpan(4), (uint)padded);
        begin.AsSpan(8).Fill((byte)' ');
        head.CopyTo(begin, 8);
        await output.WriteAsync(begin, cancellationToken);
        foreach (var (_, buckets) in series)
        {
            await output.WriteAsync(Bytes(buckets), cancellationToken);
        }
    }

    private static byte[] Bytes(IReadOnlyList<MetricBucket> buckets)
    {
        var n = buckets.Count;
        var numbers = new double[Columns * n];
        for (var i = 0; i < n; i++)
        {
            var bucket = buckets[i];
            numbers[i] = bucket.Start.Step ?? double.NaN;
            numbers[n + i] = bucket.End.Step ?? double.NaN;
            numbers[(2 * n) + i] = bucket.End.UnixMicroseconds / 1000.0;
            numbers[(3 * n) + i] = bucket.Min;
            numbers[(4 * n) + i] = bucket.Max;
            numbers[(5 * n) + i] = bucket.End.Value;
            numbers[(6 * n) + i] = bucket.Count;
        }

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

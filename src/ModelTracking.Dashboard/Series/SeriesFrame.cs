using System.Text.Json;
using ModelTracking.Dashboard.Json;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Series;

/// <summary>
/// Series as a <see cref="ColumnFrame"/>, per series seven columns with one value per bucket: first step, last step, last
/// time (ms), min, max, last value, number of points. NaN stands for no step.
/// </summary>
internal static class SeriesFrame
{
    public const int Columns = 7;

    public static Task WriteAsync(Stream output, IReadOnlyList<(SeriesHeadDto Head, IReadOnlyList<MetricBucket> Buckets)> series, CancellationToken cancellationToken) => ColumnFrame.WriteAsync(
        output,
        JsonSerializer.SerializeToUtf8Bytes([.. series.Select(s => s.Head)], DashboardJson.Default.SeriesHeadDtoArray),
        series.Select(s => Numbers(s.Buckets)),
        cancellationToken);

    private static double[] Numbers(IReadOnlyList<MetricBucket> buckets)
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

        return numbers;
    }
}

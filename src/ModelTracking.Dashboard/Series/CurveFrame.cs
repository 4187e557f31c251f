using System.Text.Json;
using ModelTracking.Analysis.Grouping;
using ModelTracking.Dashboard.Json;

namespace ModelTracking.Dashboard.Series;

/// <summary>
/// Curves of groups as a <see cref="ColumnFrame"/>, per group nine columns with one value per place: place along x, number
/// of runs, mean, median, standard deviation, ends of the mean's confidence interval, min, max.
/// </summary>
internal static class CurveFrame
{
    public const int Columns = 9;

    public static Task WriteAsync(Stream output, CurvesDto head, IReadOnlyList<IReadOnlyList<GroupCurvePoint>> curves, CancellationToken cancellationToken) =>
        ColumnFrame.WriteAsync(output, JsonSerializer.SerializeToUtf8Bytes(head, DashboardJson.Default.CurvesDto), curves.Select(Numbers), cancellationToken);

    private static double[] Numbers(IReadOnlyList<GroupCurvePoint> curve)
    {
        var n = curve.Count;
        var numbers = new double[Columns * n];
        for (var i = 0; i < n; i++)
        {
            var point = curve[i];
            ReadOnlySpan<double> row = [point.Step, point.Count, point.Mean, point.Median, point.Deviation, point.Low, point.High, point.Min, point.Max];
            for (var c = 0; c < Columns; c++)
            {
                numbers[(c * n) + i] = row[c];
            }
        }

        return numbers;
    }
}

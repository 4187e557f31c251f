using System.Globalization;
using ModelTracking.Reading.Comparing;
using ModelTracking.Records;

namespace ModelTracking.Analysis.Reports;

/// <summary>Values and names as reports show them.</summary>
internal static class ReportText
{
    public static string Title(ComparedPart part) => part switch
    {
        ComparedPart.Run => "Runs",
        _ => part.ToString(),
    };

    public static string Number(double value) => double.IsNaN(value) ? "NaN"
        : double.IsPositiveInfinity(value) ? "∞"
        : double.IsNegativeInfinity(value) ? "-∞"
        : value.ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>A value, numbers with at most six digits.</summary>
    public static string Value(ComparedValue value) => value.IsMissing ? "–" : value.Value is double number && !IsWhole(number) ? Number(number) : value.Text;

    // Shortened, a whole number would be another one.
    private static bool IsWhole(double number) => number == Math.Truncate(number) && Math.Abs(number) < 1e12;

    /// <summary>A difference with its sign; empty where there is none.</summary>
    public static string Delta(ComparedValue value) => value.Delta is not { } delta || delta == 0 ? ""
        : (delta > 0 ? "+" : "") + delta.ToString("G4", CultureInfo.InvariantCulture)
            + (value.Relative is { } relative && Math.Abs(relative) < 10 ? string.Create(CultureInfo.InvariantCulture, $", {relative * 100:+0.0;-0.0;0.0} %") : "");

    /// <summary>A metric's name with an arrow for the direction that is better.</summary>
    public static string Name(ComparisonRow row) => row.Name + row.Goal switch { MetricGoal.Minimize => " ↓", MetricGoal.Maximize => " ↑", _ => "" };

    /// <summary>Names that tell the runs apart: their own, with the beginning of the id where two share one.</summary>
    public static IReadOnlyList<string> Names(IReadOnlyList<RunSummary> runs) =>
        [.. runs.Select(r => runs.Count(o => o.Name == r.Name) > 1 ? $"{r.Name} ({r.Id.ToString()[..8]})" : r.Name)];
}

namespace ModelTracking.Cli.Views;

/// <summary>Round numbers on an axis.</summary>
internal static class AxisTicks
{
    private static readonly double[] RoundSteps = [1, 2, 2.5, 5, 10];

    /// <summary>About this many round numbers inside a range, ascending; the ends where there are none.</summary>
    public static IReadOnlyList<double> Between(double from, double to, int about)
    {
        var rough = (to / about) - (from / about);
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = RoundSteps.Select(r => r * power).First(s => s >= rough * 0.999);
        var first = Math.Ceiling(from / step);
        var count = Math.Floor(to / step) - first + 1;
        // Beyond 2^53 steps from zero, or for denormal ranges, there is nothing round to find.
        return double.IsFinite(count) && count is >= 2 and <= 20 && Math.Abs(first) < 1e9
            ? [.. Enumerable.Range(0, (int)count).Select(i => (first + i) * step)]
            : [from, to];
    }
}

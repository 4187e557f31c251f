using System.Diagnostics;

namespace ModelTracking.Benchmarks.Macro;

/// <summary>Ways of measuring that are the same in all verbs.</summary>
internal static class Measure
{
    public static double Seconds(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    /// <summary>The median of several tries, after one that does not count.</summary>
    public static double MedianSeconds(int tries, Action action)
    {
        action();
        return Median(Enumerable.Range(0, tries).Select(_ => Seconds(action)));
    }
}

using System.Runtime.CompilerServices;
using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>The order in which points are shown: by step (those without one first), then by time, then as logged.</summary>
internal static class VisibleOrder
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool IsSorted(ReadOnlySpan<MetricPoint> points)
    {
        for (var i = 1; i < points.Length; i++)
        {
            if (Compare(points[i - 1], points[i]) > 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Sorts in place, stable; returns at once where the points are in order.</summary>
    public static void Sort(MetricPoint[] points)
    {
        if (IsSorted(points))
        {
            return;
        }

        var order = new int[points.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        var unsorted = (MetricPoint[])points.Clone();
        Array.Sort(order, (a, b) =>
        {
            var compared = Compare(unsorted[a], unsorted[b]);
            return compared != 0 ? compared : a.CompareTo(b);
        });
        for (var i = 0; i < order.Length; i++)
        {
            points[i] = unsorted[order[i]];
        }
    }

    /// <summary>The part of sorted points that lies in the range.</summary>
    public static Range Within(ReadOnlySpan<MetricPoint> sorted, StepRange range)
    {
        if (range == StepRange.All)
        {
            return ..sorted.Length;
        }

        var from = Math.Max(range.From ?? long.MinValue, MetricPoint.NoStep + 1);
        var start = FirstAtOrAfter(sorted, from);
        var end = range.To is null or long.MaxValue ? sorted.Length : FirstAtOrAfter(sorted, range.To.Value + 1);
        return start..Math.Max(start, end);
    }

    private static int Compare(in MetricPoint a, in MetricPoint b)
    {
        var byStep = a.RawStep.CompareTo(b.RawStep);
        return byStep != 0 ? byStep : a.UnixMicroseconds.CompareTo(b.UnixMicroseconds);
    }

    private static int FirstAtOrAfter(ReadOnlySpan<MetricPoint> sorted, long step)
    {
        var low = 0;
        var high = sorted.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (sorted[middle].RawStep < step)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}

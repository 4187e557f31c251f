using System.Runtime.CompilerServices;
using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>Turns points into columns (steps, times, values) and back, with arrays that are used again. Not thread-safe.</summary>
internal sealed class PointColumns
{
    /// <summary>Most points in one block, live or sealed: what a reader must be ready to hold.</summary>
    public const int MaxPoints = 65_536;

    private long[] _steps = [];
    private long[] _times = [];
    private double[] _values = [];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Write(ByteBuffer target, ReadOnlySpan<MetricPoint> points)
    {
        Reserve(points.Length);
        var steps = _steps.AsSpan(0, points.Length);
        var times = _times.AsSpan(0, points.Length);
        var values = _values.AsSpan(0, points.Length);
        for (var i = 0; i < points.Length; i++)
        {
            ref readonly var point = ref points[i];
            steps[i] = point.RawStep;
            times[i] = point.UnixMicroseconds;
            values[i] = point.Value;
        }

        IntegerColumn.Write(target, steps);
        IntegerColumn.Write(target, times);
        ValueColumn.Write(target, values);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Read(ref ByteReader source, Span<MetricPoint> points)
    {
        Reserve(points.Length);
        var steps = _steps.AsSpan(0, points.Length);
        var times = _times.AsSpan(0, points.Length);
        var values = _values.AsSpan(0, points.Length);
        IntegerColumn.Read(ref source, steps);
        IntegerColumn.Read(ref source, times);
        ValueColumn.Read(ref source, values);
        for (var i = 0; i < points.Length; i++)
        {
            points[i] = new MetricPoint(values[i], steps[i], times[i]);
        }
    }

    private void Reserve(int count)
    {
        if (_steps.Length < count)
        {
            var size = Math.Min(MaxPoints, Math.Max(count, _steps.Length * 2));
            _steps = new long[size];
            _times = new long[size];
            _values = new double[size];
        }
    }
}

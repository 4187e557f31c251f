using System.Runtime.CompilerServices;
using ModelTracking.Delivery;
using ModelTracking.Records;

namespace ModelTracking;

/// <summary>
/// A handle on one metric of a run, for loops: no look-up, no allocation, no waiting for I/O. Thread-safe. Get one
/// from <see cref="Run.Metric"/> and keep it.
/// </summary>
public sealed class MetricSeries
{
    private readonly SeriesChannel? _channel;
    private readonly Run _run;
    private readonly TimeProvider? _time;

    internal MetricSeries(Run run, MetricKey key, SeriesChannel? channel, TimeProvider time)
    {
        _run = run;
        _channel = channel;
        // The system clock is read without a virtual call.
        _time = ReferenceEquals(time, TimeProvider.System) ? null : time;
        Key = key;
    }

    /// <summary>The series' key and context.</summary>
    public MetricKey Key { get; }

    /// <summary>Logs a value without a step, at the present time.</summary>
    /// <param name="value">Any value; NaN and infinity are kept as they are.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Log(double value) => Log(value, MetricPoint.NoStep);

    /// <summary>Logs a value at a step, at the present time. Steps may come late, repeat and be negative.</summary>
    /// <param name="value">Any value; NaN and infinity are kept as they are.</param>
    /// <param name="step">The step.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Log(double value, long step)
    {
        if (_channel is null)
        {
            _run.TellInvalidKey(Key);
            return;
        }

        _channel.Post(value, step, Now());
    }

    /// <summary>Logs points at once, each with its own time.</summary>
    public void Log(ReadOnlySpan<MetricPoint> points)
    {
        if (_channel is null)
        {
            _run.TellInvalidKey(Key);
            return;
        }

        foreach (var point in points)
        {
            _channel.Post(point.Value, point.RawStep, point.UnixMicroseconds);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long Now() => UnixTime.ToMicroseconds(_time is null ? DateTime.UtcNow.Ticks : _time.GetUtcNow().UtcTicks);

    internal void Log(double value, long step, long unixMicroseconds)
    {
        if (_channel is null)
        {
            _run.TellInvalidKey(Key);
            return;
        }

        _channel.Post(value, step, unixMicroseconds);
    }
}

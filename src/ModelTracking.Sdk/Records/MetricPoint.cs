namespace ModelTracking.Records;

/// <summary>One measured value: 24 bytes, no allocation. NaN and infinity are values like any other.</summary>
public readonly record struct MetricPoint
{
    /// <summary>Stands for "no step" in <see cref="RawStep"/>.</summary>
    public const long NoStep = long.MinValue;

    /// <summary>Makes a point from its stored form.</summary>
    /// <param name="value">The value.</param>
    /// <param name="rawStep">The step, or <see cref="NoStep"/>.</param>
    /// <param name="unixMicroseconds">Microseconds since 1970-01-01 UTC.</param>
    public MetricPoint(double value, long rawStep, long unixMicroseconds)
    {
        Value = value;
        RawStep = rawStep;
        UnixMicroseconds = unixMicroseconds;
    }

    /// <summary>Makes a point as a user writes it.</summary>
    public MetricPoint(double value, long? step, DateTimeOffset time)
        : this(value, step ?? NoStep, UnixTime.ToMicroseconds(time))
    {
    }

    /// <summary>The value, exactly as logged.</summary>
    public double Value { get; }

    /// <summary>The step, or <see cref="NoStep"/>.</summary>
    public long RawStep { get; }

    /// <summary>When it was logged, in microseconds since 1970-01-01 UTC.</summary>
    public long UnixMicroseconds { get; }

    /// <summary>The step, or null where none was given.</summary>
    public long? Step => RawStep == NoStep ? null : RawStep;

    /// <summary>When it was logged (UTC, microsecond grain).</summary>
    public DateTimeOffset Time => UnixTime.FromMicroseconds(UnixMicroseconds);
}

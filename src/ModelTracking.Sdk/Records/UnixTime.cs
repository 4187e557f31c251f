namespace ModelTracking.Records;

/// <summary>Times are kept as microseconds since 1970-01-01 UTC: finer than any backend, and small as differences.</summary>
public static class UnixTime
{
    private const long TicksPerMicrosecond = TimeSpan.TicksPerMillisecond / 1000;

    /// <summary>Microseconds since the epoch, rounded down.</summary>
    public static long ToMicroseconds(DateTimeOffset time) => ToMicroseconds(time.UtcTicks);

    /// <summary>The same from UTC ticks (the fastest form, used for every logged point).</summary>
    public static long ToMicroseconds(long utcTicks) => (utcTicks - DateTime.UnixEpoch.Ticks) / TicksPerMicrosecond;

    /// <summary>The inverse of <see cref="ToMicroseconds(DateTimeOffset)"/>; times beyond .NET's calendar are clamped to it.</summary>
    public static DateTimeOffset FromMicroseconds(long microseconds)
    {
        const long Smallest = -62135596800000000L;
        const long Largest = 253402300799999999L;
        var ticks = Math.Clamp(microseconds, Smallest, Largest) * TicksPerMicrosecond;
        return new DateTimeOffset(ticks + DateTime.UnixEpoch.Ticks, TimeSpan.Zero);
    }
}

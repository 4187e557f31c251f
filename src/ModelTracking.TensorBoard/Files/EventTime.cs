namespace ModelTracking.TensorBoard.Files;

/// <summary>Wall times of events: seconds since 1970, but for TorchSharp's first record, which holds ticks.</summary>
internal static class EventTime
{
    private const double LatestSeconds = 253_402_300_799;

    /// <summary>Microseconds since 1970 (UTC); null where the number is no time.</summary>
    public static long? ToMicroseconds(double seconds) =>
        double.IsFinite(seconds) && seconds is > 0 and < LatestSeconds ? (long)Math.Round(seconds * 1e6) : null;

    public static DateTimeOffset ToTime(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}

namespace ModelTracking.Delivery;

/// <summary>How long until the next try: a plain value that knows no clock.</summary>
/// <param name="first">Wait after the first failure.</param>
/// <param name="longest">No wait is longer.</param>
internal readonly struct RetrySchedule(TimeSpan first, TimeSpan longest)
{
    /// <summary>Doubles with every failure, then takes between half and all of it.</summary>
    /// <param name="failures">Failures in a row, at least 1.</param>
    /// <param name="chance">A random number in [0, 1).</param>
    public TimeSpan Delay(int failures, double chance)
    {
        var doubled = first.TotalMilliseconds * Math.Pow(2, Math.Min(failures - 1, 40));
        var full = Math.Min(doubled, longest.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(full * (0.5 + (chance / 2)));
    }
}

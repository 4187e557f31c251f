namespace ModelTracking.Capture.Gauges;

/// <summary>How long all processors of the machine have been busy, and how long there were any, in a unit of the system's own.</summary>
internal readonly record struct CpuTimes(double Busy, double Total)
{
    /// <summary>Share of the time between two readings that was busy, in percent; null where no time has passed.</summary>
    public double? PercentSince(CpuTimes before) =>
        Total > before.Total ? Math.Clamp(100 * (Busy - before.Busy) / (Total - before.Total), 0, 100) : null;
}

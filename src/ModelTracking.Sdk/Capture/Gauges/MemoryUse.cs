namespace ModelTracking.Capture.Gauges;

/// <summary>Memory of the machine, or of the container where that has a limit, in bytes.</summary>
internal readonly record struct MemoryUse(double Used, double Total)
{
    public double Percent => Total > 0 ? 100 * Used / Total : 0;
}

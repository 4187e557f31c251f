using ModelTracking.Capture.Machine;

namespace ModelTracking.Capture.Gauges;

/// <summary>One look at the machine and the process.</summary>
/// <param name="Values">Metrics by key.</param>
internal sealed record SystemSample(IReadOnlyList<(string Key, double Value)> Values)
{
    /// <summary>Working set of the process, in bytes.</summary>
    public double WorkingSet { get; init; }

    /// <summary>Memory of the machine in use, in percent; null where it is not known.</summary>
    public double? MachineMemoryPercent { get; init; }

    /// <summary>Graphics processors, where they were looked at.</summary>
    public IReadOnlyList<Gpu> Gpus { get; init; } = [];
}

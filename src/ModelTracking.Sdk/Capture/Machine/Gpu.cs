namespace ModelTracking.Capture.Machine;

/// <summary>What the driver says of one graphics processor at one moment; null where it does not say.</summary>
internal sealed record Gpu(int Index, string Name)
{
    public string? Driver { get; init; }

    public double? MemoryMiB { get; init; }

    public double? UsedMiB { get; init; }

    public double? UtilizationPercent { get; init; }

    public double? PowerWatts { get; init; }

    public double? PowerLimitWatts { get; init; }

    public double? Celsius { get; init; }
}

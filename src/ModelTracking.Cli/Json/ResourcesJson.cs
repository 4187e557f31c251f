using ModelTracking.Records;

namespace ModelTracking.Cli.Json;

/// <summary>What a process of a run used, in the tool's JSON.</summary>
internal sealed record ResourcesJson(
    double DurationSeconds,
    double CpuSeconds,
    long PeakMemoryBytes,
    long AllocatedBytes,
    int Collections,
    double CollectionPauseSeconds,
    long? PeakGpuMemoryBytes,
    bool IsSoFar)
{
    public static ResourcesJson Of(ResourcesUsed r) => new(
        r.Duration.TotalSeconds, r.CpuTime.TotalSeconds, r.PeakMemoryBytes, r.AllocatedBytes, r.Collections, r.CollectionPause.TotalSeconds, r.PeakGpuMemoryBytes, r.IsSoFar);
}

namespace ModelTracking.Records;

/// <summary>What a run has used by its last sample of system metrics: a process that was killed had no time to say it itself.</summary>
internal static class ResourcesSoFar
{
    /// <returns>Null where there are no samples.</returns>
    public static ResourcesUsed? Of(IReadOnlyDictionary<MetricKey, MetricSummary> metrics, DateTimeOffset start)
    {
        if (!metrics.TryGetValue(new MetricKey(SystemKeys.ProcessMemory, default), out var memory) || !double.IsFinite(memory.Max))
        {
            return null;
        }

        return new ResourcesUsed
        {
            IsSoFar = true,
            Time = memory.LastTime,
            Duration = memory.LastTime > start ? memory.LastTime - start : TimeSpan.Zero,
            PeakMemoryBytes = Bytes(memory.Max),
            CpuTime = TimeSpan.FromSeconds(Last(SystemKeys.ProcessCpuSeconds)),
            AllocatedBytes = Bytes(Last(SystemKeys.Allocated)),
            Collections = (int)Last(SystemKeys.Collections),
            CollectionPause = TimeSpan.FromSeconds(Last(SystemKeys.PauseSeconds)),
            PeakGpuMemoryBytes = PeakOfGpus(metrics),
        };

        double Last(string key) => metrics.TryGetValue(new MetricKey(key, default), out var found) && found.Last is >= 0 and < int.MaxValue ? found.Last : 0;
    }

    private static long? PeakOfGpus(IReadOnlyDictionary<MetricKey, MetricSummary> metrics)
    {
        long? peak = null;
        for (var index = 0; metrics.TryGetValue(new MetricKey(SystemKeys.GpuMemory(index), default), out var used); index++)
        {
            peak = Math.Max(peak ?? 0, Bytes(used.Max));
        }

        return peak;
    }

    private static long Bytes(double megabytes) => (long)(megabytes * SystemKeys.Megabyte);
}

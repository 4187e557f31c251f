namespace ModelTracking.Records;

/// <summary>Keys of the metrics of machine and process, which every run has beside those of its training: <c>system/process_memory_megabytes</c>.</summary>
public static class SystemKeys
{
    /// <summary>What all of them begin with; <see cref="MetricKey.IsSystem"/> tells them from others.</summary>
    public const string Prefix = "system/";

    internal const string ProcessCpuSeconds = Prefix + "process_cpu_seconds";
    internal const string ProcessMemory = Prefix + "process_memory_megabytes";
    internal const string Allocated = Prefix + "dotnet_gc_allocated_megabytes";
    internal const string Collections = Prefix + "dotnet_gc_gen0_collections";
    internal const string PauseSeconds = Prefix + "dotnet_gc_pause_seconds";

    /// <summary>A megabyte is 1,000,000 bytes, as in MLflow.</summary>
    internal const double Megabyte = 1e6;

    internal static string GpuMemory(int index) => $"{Prefix}gpu_{index}_memory_usage_megabytes";
}

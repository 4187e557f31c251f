namespace ModelTracking.Records;

/// <summary>Keys of the metrics of machine and process that summaries are made from; the sampler has all the others.</summary>
internal static class SystemKeys
{
    public const string Prefix = "system/";
    public const string ProcessCpuSeconds = Prefix + "process_cpu_seconds";
    public const string ProcessMemory = Prefix + "process_memory_megabytes";
    public const string Allocated = Prefix + "dotnet_gc_allocated_megabytes";
    public const string Collections = Prefix + "dotnet_gc_gen0_collections";
    public const string PauseSeconds = Prefix + "dotnet_gc_pause_seconds";

    /// <summary>A megabyte is 1,000,000 bytes, as in MLflow.</summary>
    public const double Megabyte = 1e6;

    public static string GpuMemory(int index) => $"{Prefix}gpu_{index}_memory_usage_megabytes";
}

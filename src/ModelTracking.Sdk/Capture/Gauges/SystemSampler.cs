using System.Diagnostics;
using ModelTracking.Capture.Machine;
using ModelTracking.Records;

namespace ModelTracking.Capture.Gauges;

/// <summary>
/// Takes samples of processor, memory, runtime, disk, network and graphics processors, under the keys that MLflow uses
/// where it has one (a megabyte is 1,000,000 bytes there). Rates are of the time since the sample before, totals since the sampler was made. Not thread-safe.
/// </summary>
internal sealed class SystemSampler(MachineGauge machine, Func<IReadOnlyList<Gpu>> gpus, TimeProvider time)
{
    private const double Megabyte = SystemKeys.Megabyte;

    // A rate over less says nothing.
    private static readonly TimeSpan ShortestSpan = TimeSpan.FromMilliseconds(5);

    private readonly NetworkGauge _network = new();
    private readonly DiskGauge _disk = new();
    private List<(string, double)> _values = [];
    private CpuTimes? _cpu = machine.Cpu();
    private readonly TimeSpan _cpuAtStart = ProcessTime();
    private readonly TimeSpan _pauseAtStart = GC.GetTotalPauseDuration();
    private readonly long _allocatedAtStart = GC.GetTotalAllocatedBytes();
    private readonly int[] _collectionsAtStart = [.. Enumerable.Range(0, GC.MaxGeneration + 1).Select(GC.CollectionCount)];
    private TimeSpan _processCpu = ProcessTime();
    private TimeSpan _pause = GC.GetTotalPauseDuration();
    private long _at = time.GetTimestamp();

    /// <summary>Takes a sample.</summary>
    /// <param name="withGpus">Whether graphics processors are looked at, which takes longest.</param>
    public SystemSample Take(bool withGpus)
    {
        _values = new List<(string, double)>(40);
        var now = time.GetTimestamp();
        var passed = time.GetElapsedTime(_at, now);
        var memory = machine.Memory();
        AddMachine(memory);
        var workingSet = System.Environment.WorkingSet;
        AddProcess(passed, workingSet);
        AddRuntime(passed);
        _disk.AddTo(Add);
        _network.AddTo(Add);
        var cards = withGpus ? gpus() : [];
        AddGpus(cards);
        _at = now;
        return new SystemSample(_values) { WorkingSet = workingSet, MachineMemoryPercent = memory?.Percent, Gpus = cards };
    }

    private void Add(string key, double value) => _values.Add((SystemKeys.Prefix + key, value));

    private void AddMachine(MemoryUse? memory)
    {
        var cpu = machine.Cpu();
        if (cpu is { } after && _cpu is { } before && after.PercentSince(before) is { } percent)
        {
            Add("cpu_utilization_percentage", percent);
        }

        _cpu = cpu ?? _cpu;
        if (memory is { } use)
        {
            Add("system_memory_usage_megabytes", use.Used / Megabyte);
            Add("system_memory_usage_percentage", use.Percent);
        }
    }

    private void AddProcess(TimeSpan passed, long workingSet)
    {
        var cpu = ProcessTime();
        if (passed >= ShortestSpan)
        {
            // 100 is one core fully busy.
            Add("process_cpu_percentage", 100 * (cpu - _processCpu) / passed);
        }

        _processCpu = cpu;
        Add("process_cpu_seconds", (cpu - _cpuAtStart).TotalSeconds);
        Add("process_memory_megabytes", workingSet / Megabyte);
    }

    private void AddRuntime(TimeSpan passed)
    {
        var pause = GC.GetTotalPauseDuration();
        Add("dotnet_gc_heap_megabytes", GC.GetTotalMemory(forceFullCollection: false) / Megabyte);
        Add("dotnet_gc_allocated_megabytes", (GC.GetTotalAllocatedBytes() - _allocatedAtStart) / Megabyte);
        for (var generation = 0; generation <= GC.MaxGeneration; generation++)
        {
            Add($"dotnet_gc_gen{generation}_collections", GC.CollectionCount(generation) - _collectionsAtStart[generation]);
        }

        if (passed >= ShortestSpan)
        {
            Add("dotnet_gc_pause_percentage", 100 * (pause - _pause) / passed);
        }

        _pause = pause;
        Add("dotnet_gc_pause_seconds", (pause - _pauseAtStart).TotalSeconds);
        Add("dotnet_threadpool_threads", ThreadPool.ThreadCount);
        Add("dotnet_threadpool_queue", ThreadPool.PendingWorkItemCount);
        Add("dotnet_lock_contentions", Monitor.LockContentionCount);
        Add("dotnet_jit_methods", System.Runtime.JitInfo.GetCompiledMethodCount());
    }

    private void AddGpus(IReadOnlyList<Gpu> cards)
    {
        const double MegabytesPerMib = 1.048576;
        foreach (var card in cards)
        {
            var name = $"gpu_{card.Index}_";
            if (card.UsedMiB is { } used)
            {
                Add(name + "memory_usage_megabytes", used * MegabytesPerMib);
                if (card.MemoryMiB is > 0 and { } total)
                {
                    Add(name + "memory_usage_percentage", 100 * used / total);
                }
            }

            if (card.UtilizationPercent is { } busy)
            {
                Add(name + "utilization_percentage", busy);
            }

            if (card.PowerWatts is { } watts)
            {
                Add(name + "power_usage_watts", watts);
                if (card.PowerLimitWatts is > 0 and { } limit)
                {
                    Add(name + "power_usage_percentage", 100 * watts / limit);
                }
            }

            if (card.Celsius is { } celsius)
            {
                Add(name + "temperature_celsius", celsius);
            }
        }
    }

    /// <summary>Processor time of the process so far, all cores together.</summary>
    public static TimeSpan ProcessTime()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }
}

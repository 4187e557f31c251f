using System.Globalization;

namespace ModelTracking.Capture.Gauges;

/// <summary>Linux: <c>/proc</c>, and the limits of a control group.</summary>
/// <param name="root">Where the file system begins. Default: <c>/</c>.</param>
internal sealed class LinuxGauge(string root = "/") : MachineGauge
{
    protected override CpuTimes? ReadCpu()
    {
        // cpu user nice system idle iowait irq softirq steal ...
        var line = File.ReadLines(Path.Combine(root, "proc/stat")).FirstOrDefault(l => l.StartsWith("cpu ", StringComparison.Ordinal));
        var times = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8).Select(t => double.Parse(t, CultureInfo.InvariantCulture)).ToArray();
        if (times is not { Length: >= 5 })
        {
            return null;
        }

        var total = times.Sum();
        return new CpuTimes(total - times[3] - times[4], total);
    }

    protected override MemoryUse? ReadMemory()
    {
        double? total = null;
        double? available = null;
        foreach (var line in File.ReadLines(Path.Combine(root, "proc/meminfo")))
        {
            total ??= Kilobytes(line, "MemTotal:");
            available ??= Kilobytes(line, "MemAvailable:");
            if (total is not null && available is not null)
            {
                return OfContainer(total.Value) ?? new MemoryUse(total.Value - available.Value, total.Value);
            }
        }

        return null;
    }

    private MemoryUse? OfContainer(double machine)
    {
        var limit = Number("sys/fs/cgroup/memory.max");
        return limit < machine && Number("sys/fs/cgroup/memory.current") is { } used ? new MemoryUse(used, limit.Value) : null;
    }

    private double? Number(string file)
    {
        var path = Path.Combine(root, file);
        return File.Exists(path) && double.TryParse(File.ReadAllText(path).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    private static double? Kilobytes(string line, string name) => line.StartsWith(name, StringComparison.Ordinal)
        ? 1024 * double.Parse(line.AsSpan(name.Length).Trim().TrimEnd("kB").TrimEnd(), CultureInfo.InvariantCulture)
        : null;
}

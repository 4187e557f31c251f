using System.Globalization;
using ModelTracking.Capture.Gauges;
using ModelTracking.Records;

namespace ModelTracking.Capture.Watching;

/// <summary>Watches samples of the machine: memory that grows without end, memory nearly used up, a graphics processor that fell idle. Not thread-safe.</summary>
internal sealed class MachineWatch(WatchdogOptions options, TimeProvider time)
{
    private const int Window = 60;
    private const double LeastGrowth = 256e6;
    private const double LeastRatio = 1.25;
    private const double AlmostFull = 95;
    private const double RoomAgain = 85;
    private const double Busy = 20;
    private const double Idle = 2;

    private static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(10);

    private readonly Queue<double> _workingSets = new();
    private readonly Dictionary<int, long?> _idleSince = [];
    private bool _isAlmostFull;

    public IEnumerable<EventLogged> See(SystemSample sample)
    {
        if (options.Memory)
        {
            foreach (var finding in SeeMemory(sample))
            {
                yield return finding;
            }
        }

        foreach (var gpu in options.IdleGpu ? sample.Gpus : [])
        {
            if (SeeGpu(gpu.Index, gpu.UtilizationPercent) is { } finding)
            {
                yield return finding;
            }
        }
    }

    private IEnumerable<EventLogged> SeeMemory(SystemSample sample)
    {
        _workingSets.Enqueue(sample.WorkingSet);
        if (_workingSets.Count == Window)
        {
            // Steady growth: the least of the last third is above the most of the first one.
            var first = _workingSets.Take(Window / 3).Max();
            var last = _workingSets.Skip(Window - (Window / 3)).Min();
            _workingSets.Dequeue();
            if (last - first > LeastGrowth && last > first * LeastRatio)
            {
                _workingSets.Clear();
                yield return Finding("memory", $"Memory of the process keeps growing: from {first / 1e6:0} to {last / 1e6:0} MB over {Window} samples. Something may be kept that is no longer needed (tensors that are not disposed, lists that only grow).");
            }
        }

        if (sample.MachineMemoryPercent >= AlmostFull && !_isAlmostFull)
        {
            _isAlmostFull = true;
            yield return Finding("memory", $"{sample.MachineMemoryPercent:0} % of the memory is in use; the system may soon end the process.");
        }

        _isAlmostFull &= !(sample.MachineMemoryPercent < RoomAgain);
    }

    private EventLogged? SeeGpu(int index, double? percent)
    {
        if (percent >= Busy)
        {
            _idleSince[index] = null;
        }
        else if (percent <= Idle && _idleSince.TryGetValue(index, out var since))
        {
            _idleSince[index] = since ?? time.GetTimestamp();
            if (since is { } from && time.GetElapsedTime(from) >= IdleLimit)
            {
                // Forgotten until it is busy again.
                _idleSince.Remove(index);
                return Finding("gpu-idle", $"GPU {index} was busy, and has had nothing to do for {IdleLimit.TotalMinutes:0} minutes.");
            }
        }

        return null;
    }

    private EventLogged Finding(string name, FormattableString message) => new($"watchdog.{name}", message.ToString(CultureInfo.InvariantCulture))
    {
        Severity = EventSeverity.Warning,
        Time = time.GetUtcNow(),
    };
}

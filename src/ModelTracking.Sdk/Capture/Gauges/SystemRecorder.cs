using ModelTracking.Capture.Machine;
using ModelTracking.Capture.Watching;
using ModelTracking.Records;

namespace ModelTracking.Capture.Gauges;

/// <summary>Logs samples of the machine while a run goes on, and what the run has used when it ends. Thread-safe.</summary>
/// <remarks>The points have no step: their axis is time, so that resuming a run from a checkpoint takes none of them back.</remarks>
internal sealed class SystemRecorder(ICaptureTarget target, GpuSource? gpus, WatchdogOptions watchdogs, Action<EventLogged> found)
{
    private readonly object _gate = new();
    private readonly long _begun = target.Time.GetTimestamp();
    private readonly TimeSpan _pause = GC.GetTotalPauseDuration();
    private readonly long _allocated = GC.GetTotalAllocatedBytes();
    private readonly int _collections = Collections();
    private MachineWatch? _watch;
    private SystemSampler? _sampler;
    private TimeSpan _cpu;
    private double _peak;
    private double? _peakGpu;

    /// <summary>Begins to measure; rates are of the time from here. It takes its time, which a training thread has not.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            if (_sampler is null)
            {
                _cpu = SystemSampler.ProcessTime();
                _peak = System.Environment.WorkingSet;
                _watch = new MachineWatch(watchdogs, target.Time);
                _sampler = new SystemSampler(MachineGauge.ForThisSystem(), () => gpus?.Now() ?? [], target.Time);
            }
        }
    }

    /// <summary>Takes and logs a sample.</summary>
    public void Sample() => Sample(withGpus: true);

    /// <summary>Logs a last sample, without waiting for graphics processors, and what the run has used.</summary>
    public void End()
    {
        // A run may be over before it was begun to be measured.
        Begin();
        Sample(withGpus: false);
        target.Log(new ResourcesUsed
        {
            Duration = target.Time.GetElapsedTime(_begun),
            CpuTime = SystemSampler.ProcessTime() - _cpu,
            PeakMemoryBytes = (long)Math.Max(_peak, PeakWorkingSet()),
            AllocatedBytes = GC.GetTotalAllocatedBytes() - _allocated,
            Collections = Collections() - _collections,
            CollectionPause = GC.GetTotalPauseDuration() - _pause,
            PeakGpuMemoryBytes = (long?)_peakGpu,
        });
    }

    private void Sample(bool withGpus)
    {
        lock (_gate)
        {
            if (_sampler is null || _watch is null)
            {
                return;
            }

            var sample = _sampler.Take(withGpus);
            foreach (var (key, value) in sample.Values)
            {
                target.LogMetric(key, value);
            }

            _peak = Math.Max(_peak, sample.WorkingSet);
            foreach (var used in sample.Gpus.Select(g => g.UsedMiB * (1 << 20)))
            {
                _peakGpu = _peakGpu is { } before && before > used ? before : used ?? _peakGpu;
            }

            foreach (var finding in _watch.See(sample))
            {
                target.Log(finding);
                found(finding);
            }
        }
    }

    // A collection of an older generation counts as one of every younger.
    private static int Collections() => GC.CollectionCount(0);

    private static double PeakWorkingSet()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}

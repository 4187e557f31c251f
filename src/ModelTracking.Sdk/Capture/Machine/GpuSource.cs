using System.Diagnostics;

namespace ModelTracking.Capture.Machine;

/// <summary>Shares one tool among all runs of a process: an answer serves for a while. Thread-safe.</summary>
internal sealed class GpuSource(NvidiaSmi smi)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly object _gate = new();
    private IReadOnlyList<Gpu> _last = [];
    private long _askedAt;

    public T With<T>(Func<NvidiaSmi, T> ask)
    {
        lock (_gate)
        {
            return ask(smi);
        }
    }

    /// <summary>All graphics processors as they are now, or were a moment ago.</summary>
    public IReadOnlyList<Gpu> Now()
    {
        lock (_gate)
        {
            if (_askedAt == 0 || Stopwatch.GetElapsedTime(_askedAt) > Fresh)
            {
                _last = smi.Ask().Gpus;
                _askedAt = Stopwatch.GetTimestamp();
            }

            return _last;
        }
    }
}

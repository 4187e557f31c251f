using System.Diagnostics;

namespace ModelTracking.Capture.Machine;

/// <summary>All graphics processors of the machine, shared among all runs of a process: an answer serves for a while. Thread-safe.</summary>
internal sealed class GpuSource(NvidiaSmi nvidia, AmdCards amd, Nvml? nvml = null)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly object _gate = new();
    private IReadOnlyList<Gpu> _last = [];
    private long _askedAt;

    /// <summary>All of them, and why there are none or not all.</summary>
    public GpuAnswer Ask()
    {
        lock (_gate)
        {
            var answer = nvidia.Ask();
            if (!nvidia.IsThere && nvml?.Read() is { Count: > 0 } cards)
            {
                answer = new GpuAnswer(cards, null);
            }

            var others = amd.Read(answer.Gpus.Count > 0 ? answer.Gpus.Max(g => g.Index) + 1 : 0);
            return others.Count > 0 ? new GpuAnswer([.. answer.Gpus, .. others], nvidia.IsThere ? answer.Problem : null)
                : answer with { Problem = answer.Problem is { } problem ? $"{problem} {NoOthers()}" : null };
        }
    }

    /// <summary>Newest CUDA version that the driver supports; null without one.</summary>
    public string? AskCuda()
    {
        lock (_gate)
        {
            return nvidia.IsThere ? nvidia.AskCuda() : nvml?.Cuda();
        }
    }

    /// <summary>All graphics processors as they are now, or were a moment ago.</summary>
    public IReadOnlyList<Gpu> Now()
    {
        lock (_gate)
        {
            if (_askedAt == 0 || Stopwatch.GetElapsedTime(_askedAt) > Fresh)
            {
                _last = Ask().Gpus;
                _askedAt = Stopwatch.GetTimestamp();
            }

            return _last;
        }
    }

    private static string NoOthers() => OperatingSystem.IsLinux() ? "No AMD GPU is visible."
        : OperatingSystem.IsMacOS() ? "Nothing is known of Apple's GPUs: macOS does not tell."
        : "Nothing is known of GPUs of other makers: they are looked for on Linux only.";
}

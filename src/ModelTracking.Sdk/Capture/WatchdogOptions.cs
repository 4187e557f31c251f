using ModelTracking.Records;

namespace ModelTracking.Capture;

/// <summary>What is watched while a run goes on. A finding is an event <c>watchdog.*</c> of the run; nothing is stopped.</summary>
public sealed class WatchdogOptions
{
    /// <summary>Tells the first NaN or infinity of each metric (<c>watchdog.nan</c>, <c>watchdog.infinity</c>). Default: true.</summary>
    public bool NotANumber { get; set; } = true;

    /// <summary>Tells when a metric with a goal has stopped getting better (<c>watchdog.plateau</c>). Default: true.</summary>
    public bool Plateau { get; set; } = true;

    /// <summary>Points without a better one that make a plateau; never less than half of all points so far. Default: 100.</summary>
    public int PlateauPoints { get; set; } = 100;

    /// <summary>How much better, relative to the best value, still counts as better. Default: 0.0001.</summary>
    public double PlateauTolerance { get; set; } = 1e-4;

    /// <summary>
    /// Tells when no metric was logged for this long, or for ten times the longest pause so far if that is more
    /// (<c>watchdog.silence</c>); zero for never. Default: 10 minutes.
    /// </summary>
    public TimeSpan Silence { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Tells when memory grows without end, or is nearly used up (<c>watchdog.memory</c>). Default: true.</summary>
    public bool Memory { get; set; } = true;

    /// <summary>Tells when a graphics processor that was busy has had nothing to do for ten minutes (<c>watchdog.gpu-idle</c>). Default: true.</summary>
    public bool IdleGpu { get; set; } = true;

    /// <summary>
    /// Called with each finding and its run's identity, on a thread of the pool: for a message to a phone, or to stop
    /// training through a cancellation token. What it throws is told, not thrown. Default: none.
    /// </summary>
    public Action<RunId, EventLogged>? OnFinding { get; set; }

    /// <summary>Options with everything switched off.</summary>
    public static WatchdogOptions Off() => new()
    {
        NotANumber = false,
        Plateau = false,
        Silence = TimeSpan.Zero,
        Memory = false,
        IdleGpu = false,
    };

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(PlateauPoints, 2, nameof(PlateauPoints));
        ArgumentOutOfRangeException.ThrowIfNegative(PlateauTolerance, nameof(PlateauTolerance));
        ArgumentOutOfRangeException.ThrowIfLessThan(Silence, TimeSpan.Zero, nameof(Silence));
    }
}

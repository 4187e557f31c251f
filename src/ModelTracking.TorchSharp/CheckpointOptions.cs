using ModelTracking.Records;

namespace ModelTracking;

/// <summary>
/// When checkpoints are stored and which are kept. A kept one takes the place of an older one; the bytes of that are
/// removed by the store's garbage collection (<c>modeltracking gc</c>).
/// </summary>
public sealed class CheckpointOptions
{
    /// <summary>A checkpoint each so many epochs, and after the last one. Default: 1.</summary>
    public int EveryEpochs { get; set; } = 1;

    /// <summary>How many of the latest are kept. Default: 2.</summary>
    public int KeepLast { get; set; } = 2;

    /// <summary>
    /// The metric that says which is best, by its key as given to <c>epoch.Log</c> or <c>LogTo</c>. Looked at after each epoch,
    /// so also between two regular checkpoints. Default: none, no best one is kept.
    /// </summary>
    public string? Best { get; set; }

    /// <summary>Which direction of <see cref="Best"/> is better. Default: smaller.</summary>
    public MetricGoal Goal { get; set; } = MetricGoal.Minimize;

    /// <summary>How many of the best are kept. Default: 1.</summary>
    public int KeepBest { get; set; } = 1;

    /// <summary>Models of more bytes get no checkpoints, which the run says once. Default: no limit.</summary>
    public long MaxBytes { get; set; } = long.MaxValue;
}

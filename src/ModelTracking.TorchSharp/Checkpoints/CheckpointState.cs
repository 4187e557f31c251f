namespace ModelTracking.Checkpoints;

/// <summary>The file <c>state.json</c> of a checkpoint: where training stood, and which bytes belong to it.</summary>
internal sealed record CheckpointState
{
    public const int CurrentVersion = 1;

    public int Version { get; init; } = CurrentVersion;

    /// <summary>Optimizer steps done.</summary>
    public long Step { get; init; }

    /// <summary>Epochs done.</summary>
    public int Epoch { get; init; }

    /// <summary>Values of that epoch, by key.</summary>
    public IReadOnlyDictionary<string, double> Values { get; init; } = new Dictionary<string, double>();

    /// <summary>Where each file lies within the run, and the SHA-256 of its bytes: a checkpoint that was cut short does not match.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <summary>State of the CPU's random numbers.</summary>
    public byte[]? Random { get; init; }

    /// <summary>State of early stopping.</summary>
    public StoppingState? EarlyStopping { get; init; }

    /// <summary>Number of regular checkpoints stored, which says which slot is next.</summary>
    public long Stored { get; init; }

    /// <summary>Values of the best checkpoints, by slot.</summary>
    public IReadOnlyList<double> Best { get; init; } = [];

    /// <summary>Whether the greatest of them is the best.</summary>
    public bool BestIsGreatest { get; init; }
}

using ModelTracking.Records;

namespace ModelTracking.MLflow;

/// <summary>What an import from, or an export to, MLflow's file store has done.</summary>
public sealed record MlrunsReport
{
    /// <summary>Runs that are new there, or got something new.</summary>
    public IReadOnlyList<RunId> Runs { get; init; } = [];

    /// <summary>Runs in which nothing was new.</summary>
    public int UpToDate { get; init; }

    /// <summary>Points of metrics written.</summary>
    public long Points { get; init; }

    /// <summary>Artifacts written.</summary>
    public long Artifacts { get; init; }

    /// <summary>Registered models that came along.</summary>
    public int Models { get; init; }

    /// <summary>What could not be taken over, one line each with the file and the reason.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}

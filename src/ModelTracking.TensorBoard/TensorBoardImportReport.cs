using ModelTracking.Records;

namespace ModelTracking;

/// <summary>What an import has done.</summary>
public sealed record TensorBoardImportReport
{
    /// <summary>The runs that are new or got something new.</summary>
    public IReadOnlyList<RunId> Runs { get; init; } = [];

    /// <summary>Runs in which nothing was new.</summary>
    public int UpToDate { get; init; }

    /// <summary>Points of scalars imported.</summary>
    public long Points { get; init; }

    /// <summary>Histograms, images and texts imported.</summary>
    public long Artifacts { get; init; }

    /// <summary>What could not be read: one line per file, with its name and the reason. The sound part before it was imported.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}

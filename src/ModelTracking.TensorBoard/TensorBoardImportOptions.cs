namespace ModelTracking;

/// <summary>How TensorBoard files are imported.</summary>
public sealed class TensorBoardImportOptions
{
    /// <summary>The experiment of the imported runs. Default: the imported folder's name.</summary>
    public string? Experiment { get; set; }

    /// <summary>Whether histograms, images and text are imported besides scalars and hparams. Default: true.</summary>
    public bool WithArtifacts { get; set; } = true;
}

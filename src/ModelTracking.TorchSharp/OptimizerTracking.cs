namespace ModelTracking;

/// <summary>What is logged of an optimizer. Plain values, read when it is tracked.</summary>
public sealed class OptimizerTracking
{
    /// <summary>Name of the optimizer in keys, for a run with several. Default: <c>optimizer</c>, <c>optimizer2</c>, ...</summary>
    public string? Name { get; set; }

    /// <summary>Rows of a batch, for examples per second where <c>run.Batches</c> and module hooks cannot see them. Default: 0, unknown.</summary>
    public int BatchSize { get; set; }

    /// <summary>The gradient norm is logged each so many steps; 0 for never. It costs about 20 us for a small net. Default: 50.</summary>
    public int GradientNormEvery { get; set; } = 50;

    /// <summary>Histograms of weights and gradients are stored each so many steps; 0 for never. Default: 0.</summary>
    public int HistogramsEvery { get; set; }

    /// <summary>When the values of <c>LogTo</c> are read. Default: <see cref="ScalarReading.Automatic"/>.</summary>
    public ScalarReading Reading { get; set; } = ScalarReading.Automatic;

    /// <summary>How often steps per second and tensors alive are logged. Default: 1 s.</summary>
    public TimeSpan RateInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}

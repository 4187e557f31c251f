namespace ModelTracking;

/// <summary>What is logged of ML.NET by itself. Plain values, read when tracking begins.</summary>
public sealed class MLNetOptions
{
    /// <summary>Log every hyperparameter of every trainer. Default: true.</summary>
    public bool LogParams { get; set; } = true;

    /// <summary>Log what a trainer reports in each iteration, while it trains. Default: true.</summary>
    public bool LogCurves { get; set; } = true;

    /// <summary>Log schema, row count and digest of the training data. Default: true.</summary>
    public bool LogDatasets { get; set; } = true;

    /// <summary>
    /// How many rows of the training data the digest that is taken by itself reads, after the training; 0 for none.
    /// <c>run.LogDataset</c> reads all rows. Default: 1,000.
    /// </summary>
    public int DigestRows { get; set; } = 1000;

    /// <summary>Log a summary of what was learnt: weights, gains, centroids. Default: true.</summary>
    public bool LogModelSummary { get; set; } = true;

    /// <summary>Log warnings and errors of ML.NET as events, the first 100 different ones of a run. Default: true.</summary>
    public bool LogWarnings { get; set; } = true;
}

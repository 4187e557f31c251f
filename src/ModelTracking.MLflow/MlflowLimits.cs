namespace ModelTracking.MLflow;

/// <summary>What a tracking server takes in one request and in one value. Immutable.</summary>
public sealed record MlflowLimits
{
    /// <summary>Limits of the open source server, which are those of the protocol.</summary>
    public static MlflowLimits Standard { get; } = new();

    /// <summary>Points in one batch. Default: 1,000.</summary>
    public int BatchMetrics { get; init; } = 1000;

    /// <summary>Points of one metric in one batch. Default: as many as <see cref="BatchMetrics"/>.</summary>
    public int BatchMetricsOfKey { get; init; } = int.MaxValue;

    /// <summary>Params in one batch. Default: 100.</summary>
    public int BatchParams { get; init; } = 100;

    /// <summary>Tags in one batch. Default: 100.</summary>
    public int BatchTags { get; init; } = 100;

    /// <summary>Points, params and tags together in one batch. Default: 1,000.</summary>
    public int BatchItems { get; init; } = 1000;

    /// <summary>Bytes of one batch. Default: 1,000,000.</summary>
    public int BatchBytes { get; init; } = 1_000_000;

    /// <summary>Characters of a metric's or param's key. Default: 250.</summary>
    public int Key { get; init; } = 250;

    /// <summary>Characters of a tag's key. Default: 250.</summary>
    public int TagKey { get; init; } = 250;

    /// <summary>Characters of a param's value. Default: 6,000.</summary>
    public int ParamValue { get; init; } = 6000;

    /// <summary>Characters of a run tag's value. Default: 8,000.</summary>
    public int TagValue { get; init; } = 8000;

    /// <summary>Characters of a run's name. Default: no limit.</summary>
    public int RunName { get; init; } = int.MaxValue;

    /// <summary>Characters of an experiment's name. Default: 500.</summary>
    public int ExperimentName { get; init; } = 500;

    /// <summary>Characters of a data set's name. Default: 500.</summary>
    public int DatasetName { get; init; } = 500;

    /// <summary>Characters of a data set's digest. Default: 36.</summary>
    public int DatasetDigest { get; init; } = 36;

    /// <summary>Characters of a data set's schema. Default: 1,048,575.</summary>
    public int DatasetSchema { get; init; } = 1_048_575;

    /// <summary>Params of one run. Default: no limit.</summary>
    public int RunParams { get; init; } = int.MaxValue;

    /// <summary>Metric keys of one run. Default: no limit.</summary>
    public int RunMetrics { get; init; } = int.MaxValue;

    /// <summary>Tags of one run. Default: no limit.</summary>
    public int RunTags { get; init; } = int.MaxValue;
}

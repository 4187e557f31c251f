namespace ModelTracking.MLflow;

/// <summary>What a tracking server takes in one request and in one value. Immutable.</summary>
public sealed record MlflowLimits
{
    /// <summary>Limits of the open source server, which are those of the protocol.</summary>
    public static MlflowLimits Standard { get; } = new();

    /// <summary>Points in one batch. Default: 1,000.</summary>
    public int BatchMetrics { get; init; } = 1000;

    /// <summary>Params in one batch. Default: 100.</summary>
    public int BatchParams { get; init; } = 100;

    /// <summary>Tags in one batch. Default: 100.</summary>
    public int BatchTags { get; init; } = 100;

    /// <summary>Points, params and tags together in one batch. Default: 1,000.</summary>
    public int BatchItems { get; init; } = 1000;
}

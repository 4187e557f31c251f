namespace ModelTracking.Replication;

/// <summary>What a target takes in one batch. Immutable.</summary>
public sealed record ReplicationLimits
{
    /// <summary>Metric points. Default: 1,000.</summary>
    public int Points { get; init; } = 1000;

    /// <summary>Points of one series. Default: as many as <see cref="Points"/>.</summary>
    public int PointsOfSeries { get; init; } = int.MaxValue;

    /// <summary>Params. Default: 100.</summary>
    public int Params { get; init; } = 100;

    /// <summary>Tags. Default: 100.</summary>
    public int Tags { get; init; } = 100;

    /// <summary>Points, params and tags together. Default: 1,000.</summary>
    public int Items { get; init; } = 1000;

    /// <summary>Bytes of the request, estimated. Default: 1,000,000.</summary>
    public int Bytes { get; init; } = 1_000_000;

    /// <summary>Characters of a value that count, because the target cuts longer ones. Default: 8,000.</summary>
    public int ValueLength { get; init; } = 8000;
}

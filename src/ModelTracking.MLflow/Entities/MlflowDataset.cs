namespace ModelTracking.MLflow;

/// <summary>A data set.</summary>
public sealed record MlflowDataset
{
    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its digest, at most 36 characters.</summary>
    public string Digest { get; init; } = "";

    /// <summary>For example <c>local</c>, <c>http</c>, <c>code</c>.</summary>
    public string SourceType { get; init; } = "";

    /// <summary>Where it came from, as JSON.</summary>
    public string Source { get; init; } = "";

    /// <summary>Its schema as JSON.</summary>
    public string? Schema { get; init; }

    /// <summary>Sizes as JSON.</summary>
    public string? Profile { get; init; }
}

namespace Mlflow.Stub.State;

/// <summary>A version of a registered model.</summary>
public sealed class ModelVersion
{
    public required int Number { get; init; }

    public required long Created { get; init; }

    public required long Updated { get; set; }

    public required string Source { get; init; }

    public string RunId { get; init; } = "";

    public string RunLink { get; init; } = "";

    public string Description { get; set; } = "";

    public string? ModelId { get; init; }

    /// <summary>None, Staging, Production or Archived.</summary>
    public string Stage { get; set; } = "None";

    public OrderedDictionary<string, string> Tags { get; } = [];
}

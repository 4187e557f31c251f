namespace Mlflow.Stub.State;

/// <summary>An experiment on the server.</summary>
public sealed class StubExperiment
{
    public required string Id { get; init; }

    public required string Name { get; set; }

    public required string ArtifactLocation { get; init; }

    public required long Created { get; init; }

    public required long Updated { get; set; }

    public bool Deleted { get; set; }

    public OrderedDictionary<string, string> Tags { get; } = [];
}

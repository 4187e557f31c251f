namespace Mlflow.Stub.State;

/// <summary>A dataset that a run used.</summary>
public sealed record DatasetInput(string Name, string Digest, string SourceType, string Source, string? Schema, string? Profile)
{
    public OrderedDictionary<string, string> Tags { get; } = [];
}

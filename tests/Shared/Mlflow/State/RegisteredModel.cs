namespace Mlflow.Stub.State;

/// <summary>A model in the registry.</summary>
public sealed class RegisteredModel
{
    public required string Name { get; set; }

    public required long Created { get; init; }

    public required long Updated { get; set; }

    public string? Description { get; set; }

    /// <summary>The number of the last version; a number is not used again.</summary>
    public int LastNumber { get; set; }

    public OrderedDictionary<string, string> Tags { get; } = [];

    public OrderedDictionary<string, int> Aliases { get; } = [];

    public List<ModelVersion> Versions { get; } = [];
}

using ModelTracking.Records;

namespace ModelTracking;

/// <summary>What may be said about a model.</summary>
public sealed class ModelOptions
{
    /// <summary>What can load it. Default: guessed from the file's extension (<c>onnx</c>, <c>mlnet</c>, <c>torch</c>), else <c>file</c>.</summary>
    public string? Flavor { get; set; }

    /// <summary>What it takes. Default: none.</summary>
    public IList<ColumnSpec> Inputs { get; } = [];

    /// <summary>What it gives. Default: none.</summary>
    public IList<ColumnSpec> Outputs { get; } = [];

    /// <summary>An example of its input, one value per input in the order of <see cref="Inputs"/>; several rows are fine. Default: none.</summary>
    public IReadOnlyList<IReadOnlyList<object?>>? InputExample { get; set; }

    /// <summary>The step it was made at. Default: none.</summary>
    public long? Step { get; set; }

    /// <summary>Anything else, for example the version of the library that made it. Default: empty.</summary>
    public IDictionary<string, string> Metadata { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

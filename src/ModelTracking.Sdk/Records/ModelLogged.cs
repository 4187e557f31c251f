namespace ModelTracking.Records;

/// <summary>The run made a model: its files are artifacts under <see cref="Path"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Flavor">What can load it, for example <c>mlnet</c>, <c>torchsharp</c>, <c>onnx</c>.</param>
/// <param name="Path">Folder of its files within the run.</param>
public sealed record ModelLogged(string Name, string Flavor, string Path) : TrackingRecord
{
    /// <summary>What it takes.</summary>
    public IReadOnlyList<ColumnSpec> Inputs { get; init => field = value ?? []; } = [];

    /// <summary>What it gives.</summary>
    public IReadOnlyList<ColumnSpec> Outputs { get; init => field = value ?? []; } = [];

    /// <summary>Path of the artifact with an example of its input (JSON); null for none.</summary>
    public string? InputExample { get; init; }

    /// <summary>The step it was made at, if any.</summary>
    public long? Step { get; init; }

    /// <summary>Anything else, for example the version of the library that made it.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();

    /// <summary>Says in what data does not fit what the model takes: a column that is missing, of another type, or of another size. Other columns do not matter.</summary>
    /// <param name="columns">The data's columns.</param>
    /// <returns>A sentence each; empty where the data fits, and where the model has told no inputs.</returns>
    public IReadOnlyList<string> CheckInput(IEnumerable<ColumnSpec> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return SignatureCheck.Of(Inputs, columns);
    }
}

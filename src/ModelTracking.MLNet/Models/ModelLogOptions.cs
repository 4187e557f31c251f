using Microsoft.ML;

namespace ModelTracking;

/// <summary>What is stored beside a model's zip.</summary>
public sealed class ModelLogOptions
{
    /// <summary>Data whose first rows become <c>input_example.json</c>. Default: none.</summary>
    public IDataView? InputExample { get; set; }

    /// <summary>How many rows of <see cref="InputExample"/>. Default: 5.</summary>
    public int InputExampleRows { get; set; } = 5;
}

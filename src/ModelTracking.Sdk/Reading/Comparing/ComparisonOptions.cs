using ModelTracking.Records;

namespace ModelTracking.Reading.Comparing;

/// <summary>What is compared, and with what.</summary>
public sealed class ComparisonOptions
{
    /// <summary>The run that the others are measured against; must be one of them. Default: the first.</summary>
    public RunId? Baseline { get; set; }

    /// <summary>
    /// Rows to leave out, as <c>part.name</c> with <c>*</c> for any text, for example <c>tags.mlflow.*</c>, <c>environment.*</c>,
    /// <c>params.seed</c>. Parts are those of <see cref="ComparedPart"/>. Default: none.
    /// </summary>
    public IReadOnlyList<string> Ignore { get; set; } = [];

    /// <summary>Compares metrics about the machine (<c>system/...</c>) too. Default: false.</summary>
    public bool SystemMetrics { get; set; }

    /// <summary>Reads package lists and patches, which are artifacts. Default: true.</summary>
    public bool ReadArtifacts { get; set; } = true;
}

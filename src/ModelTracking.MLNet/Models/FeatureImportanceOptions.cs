namespace ModelTracking;

/// <summary>How feature importance is measured.</summary>
public sealed class FeatureImportanceOptions
{
    /// <summary>The label's column. Default: <c>Label</c>.</summary>
    public string LabelColumnName { get; set; } = "Label";

    /// <summary>The group's column, for a ranking. Default: <c>GroupId</c>.</summary>
    public string RowGroupColumnName { get; set; } = "GroupId";

    /// <summary>How often each feature is shuffled; the cost grows with it. Default: 3.</summary>
    public int Permutations { get; set; } = 3;

    /// <summary>Path of the artifact within the run. Default: <c>evaluation/feature_importance.json</c>.</summary>
    public string Path { get; set; } = "evaluation/feature_importance.json";
}

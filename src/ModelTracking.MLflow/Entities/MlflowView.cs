namespace ModelTracking.MLflow;

/// <summary>Which runs or experiments to list.</summary>
public enum MlflowView
{
    /// <summary>Those that were not deleted.</summary>
    ActiveOnly,

    /// <summary>Those that were deleted.</summary>
    DeletedOnly,

    /// <summary>All.</summary>
    All,
}

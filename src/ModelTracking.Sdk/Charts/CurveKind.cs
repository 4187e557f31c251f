namespace ModelTracking.Charts;

/// <summary>What a curve shows.</summary>
public enum CurveKind
{
    /// <summary>Anything else.</summary>
    Other,

    /// <summary>Receiver operating characteristic: false positive rate (x) and true positive rate (y).</summary>
    Roc,

    /// <summary>Recall (x) and precision (y).</summary>
    PrecisionRecall,

    /// <summary>Predicted probability (x) and observed frequency (y).</summary>
    Calibration,
}

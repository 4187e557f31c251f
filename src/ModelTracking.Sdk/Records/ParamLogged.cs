namespace ModelTracking.Records;

/// <summary>A parameter was set, or corrected on purpose.</summary>
/// <param name="Key">The parameter's key; dots group nested values.</param>
/// <param name="Value">The typed value.</param>
public sealed record ParamLogged(string Key, ParamValue Value) : TrackingRecord
{
    /// <summary>True where an earlier value is replaced on purpose; the earlier one stays in the history.</summary>
    public bool IsCorrection { get; init; }

    /// <summary>Why it was corrected.</summary>
    public string? Reason { get; init; }
}

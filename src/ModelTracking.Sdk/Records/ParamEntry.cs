namespace ModelTracking.Records;

/// <summary>A parameter as a reader sees it.</summary>
/// <param name="Key">The parameter's key.</param>
/// <param name="Value">The value in force.</param>
public sealed record ParamEntry(string Key, ParamValue Value)
{
    /// <summary>Earlier values that were corrected on purpose, oldest first; null where there were none.</summary>
    public IReadOnlyList<ParamValue>? History { get; init; }
}

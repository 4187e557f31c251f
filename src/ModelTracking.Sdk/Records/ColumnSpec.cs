namespace ModelTracking.Records;

/// <summary>A column of a data set, or an input or output of a model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, for example <c>float</c>, <c>string</c>, <c>long</c>.</param>
public sealed record ColumnSpec(string Name, string Type)
{
    /// <summary>Sizes of a vector or tensor, -1 where any size goes; null for a scalar.</summary>
    public IReadOnlyList<long>? Shape { get; init; }

    /// <summary>False where the value may be missing. Default: true.</summary>
    public bool IsRequired { get; init; } = true;
}

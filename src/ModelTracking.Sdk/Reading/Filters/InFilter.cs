namespace ModelTracking.Reading.Filters;

/// <summary>A value is one of several.</summary>
/// <param name="Value">The value.</param>
/// <param name="Items">What it is compared with, at least one.</param>
/// <param name="IsNegated">True for <c>NOT IN</c>.</param>
public sealed record InFilter(RunValue Value, IReadOnlyList<RunValue> Items, bool IsNegated = false) : RunFilter
{
    /// <inheritdoc />
    public bool Equals(InFilter? other) =>
        other is not null && IsNegated == other.IsNegated && Value == other.Value && Items.SequenceEqual(other.Items);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Value, Items.Count, IsNegated);
}

namespace ModelTracking.Reading.Filters;

/// <summary>
/// What runs are ordered by. Numbers come before texts, NaN after numbers, and runs without the value last, whichever
/// the direction; equal ones stand by start, newest first, then by identity.
/// </summary>
/// <param name="Value">The sort key.</param>
/// <param name="IsDescending">True for greatest first.</param>
public sealed record RunOrder(RunValue Value, bool IsDescending = false)
{
    /// <summary>The order as text.</summary>
    public override string ToString() => IsDescending ? $"{Value} DESC" : Value.ToString();
}

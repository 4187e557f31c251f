namespace ModelTracking.Reading;

/// <summary>One change of a run's own facts.</summary>
/// <param name="Time">When (UTC).</param>
/// <param name="By">Who; null where the program that logged the run did it.</param>
/// <param name="What">What was changed: <c>name</c>, <c>note</c>, <c>experiment</c>, <c>tags.KEY</c>, <c>params.KEY</c>.</param>
/// <param name="Before">What it was; null where there was nothing.</param>
/// <param name="After">What it became; null where it was removed.</param>
/// <param name="Reason">Why, where somebody said so.</param>
public sealed record RunChange(DateTimeOffset Time, string? By, string What, string? Before, string? After, string? Reason = null);

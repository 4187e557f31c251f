namespace ModelTracking.Diagnostics;

/// <summary>How often a kind of trouble came up, and how it came up first.</summary>
/// <param name="First">The first occurrence.</param>
/// <param name="Count">Number of occurrences.</param>
public sealed record TroubleCount(Trouble First, long Count);

namespace ModelTracking.Records;

/// <summary>What a run printed, in short.</summary>
/// <param name="Lines">Number of lines kept.</param>
/// <param name="Dropped">Number of lines lost because too much was printed.</param>
/// <param name="Tail">The last lines (at most <see cref="MaxTail"/>), in order.</param>
public sealed record ConsoleSummary(long Lines, long Dropped, IReadOnlyList<ConsoleLine> Tail)
{
    /// <summary>Number of lines that a summary keeps.</summary>
    public const int MaxTail = 10;
}

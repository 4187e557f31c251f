namespace ModelTracking.Records;

/// <summary>The program printed lines.</summary>
/// <param name="Lines">The lines in order.</param>
public sealed record ConsoleLogged(IReadOnlyList<ConsoleLine> Lines) : TrackingRecord
{
    /// <summary>Number of lines lost just before these, because too much was printed.</summary>
    public long Dropped { get; init; }
}

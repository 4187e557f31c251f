namespace ModelTracking.Records;

/// <summary>Something happened during the run that is neither a metric nor a tag: a watchdog's finding, a refused value, a loss.</summary>
/// <param name="Name">A stable, dotted name, for example <c>watchdog.nan</c>.</param>
/// <param name="Message">What happened, for people.</param>
public sealed record EventLogged(string Name, string Message) : TrackingRecord
{
    /// <summary>How much it matters.</summary>
    public EventSeverity Severity { get; init; }

    /// <summary>The step it belongs to, if any.</summary>
    public long? Step { get; init; }
}

namespace ModelTracking.Records;

/// <summary>Where a line of the run's log came from.</summary>
public enum ConsoleSource
{
    /// <summary>Standard output.</summary>
    Out,

    /// <summary>Standard error.</summary>
    Error,

    /// <summary>A logger.</summary>
    Log,
}

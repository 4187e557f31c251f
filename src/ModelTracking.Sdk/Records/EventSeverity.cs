namespace ModelTracking.Records;

/// <summary>How much an event matters.</summary>
public enum EventSeverity
{
    /// <summary>Good to know.</summary>
    Information,

    /// <summary>Something may be wrong.</summary>
    Warning,

    /// <summary>Something is wrong.</summary>
    Error,
}

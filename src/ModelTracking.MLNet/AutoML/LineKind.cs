namespace ModelTracking.MLNet.AutoML;

/// <summary>What a line of an AutoML experiment tells.</summary>
internal enum LineKind
{
    /// <summary>Nothing we know.</summary>
    Other,

    /// <summary>The parameters of the trial that begins.</summary>
    Setting,

    /// <summary>A trial begins.</summary>
    Running,

    /// <summary>A trial is done.</summary>
    Completed,

    /// <summary>The trial that is done is the best so far.</summary>
    Best,

    /// <summary>A trial failed.</summary>
    Failed,

    /// <summary>Why a trial failed.</summary>
    Fault,

    /// <summary>The trial that was going on was cut off: the search was over.</summary>
    Cancelled,
}

namespace ModelTracking.Dashboard.Reports;

/// <summary>What a live block shows; its name in small letters is the info string.</summary>
internal enum LiveBlockKind
{
    /// <summary>Metrics of runs as curves.</summary>
    Chart,

    /// <summary>Runs that a query finds, as a table.</summary>
    Runs,

    /// <summary>One run in short.</summary>
    Run,

    /// <summary>What differs between runs.</summary>
    Compare,

    /// <summary>A file that a run has logged.</summary>
    Artifact,
}

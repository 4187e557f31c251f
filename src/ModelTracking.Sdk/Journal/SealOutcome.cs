namespace ModelTracking.Journal;

/// <summary>What became of a request to seal a run.</summary>
internal enum SealOutcome
{
    /// <summary>The run is in its sealed file, and its segments are gone.</summary>
    Sealed,

    /// <summary>There is nothing to seal: no run, or sealed already.</summary>
    Nothing,

    /// <summary>A process still writes the run.</summary>
    Live,

    /// <summary>A writer died without ending the run, and sealing crashed runs was not asked for.</summary>
    NotEnded,

    /// <summary>Another process is sealing it just now.</summary>
    Busy,

    /// <summary>It holds frames of a newer version, which would be lost.</summary>
    NewerContent,
}

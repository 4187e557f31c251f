namespace ModelTracking.Diagnostics;

/// <summary>What went wrong. Each kind is told once, with reason and remedy, and counted ever after.</summary>
public enum TroubleKind
{
    /// <summary>A key is empty, too long or holds control characters.</summary>
    InvalidKey,

    /// <summary>A value or an argument cannot be kept.</summary>
    InvalidValue,

    /// <summary>A parameter was set again to another value.</summary>
    ParamConflict,

    /// <summary>Something was logged to a run that has ended.</summary>
    RunEnded,

    /// <summary>Metric points were dropped because the buffer was full.</summary>
    PointsDropped,

    /// <summary>A backend could not store a batch; it is kept and tried again.</summary>
    WriteFailed,

    /// <summary>A backend refused a batch for good.</summary>
    WriteRejected,

    /// <summary>An artifact could not be read or stored.</summary>
    ArtifactFailed,

    /// <summary>Records were still undelivered when the time to shut down was over.</summary>
    ShutdownTimeout,

    /// <summary>A finished run could not be rewritten in its compact form; its journal stays as it is.</summary>
    SealingFailed,

    /// <summary>Files of a run are damaged or cannot be read; what is sound is shown.</summary>
    DamagedJournal,

    /// <summary>Something about the surroundings (machine, code, console) could not be captured.</summary>
    CaptureFailed,

    /// <summary>A target that runs are replicated to cannot be reached; the journal goes on, and sending is tried again.</summary>
    ReplicaUnavailable,

    /// <summary>A target does not let us in, or does not take a run; somebody has to change that.</summary>
    ReplicaPaused,

    /// <summary>A target refuses a record for good; it was set aside.</summary>
    ReplicaRefused,

    /// <summary>A target keeps a value or a key other than it was logged, because of its limits.</summary>
    ReplicaAdjusted,

    /// <summary>An error inside the library itself.</summary>
    Internal,
}

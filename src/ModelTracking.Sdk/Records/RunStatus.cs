namespace ModelTracking.Records;

/// <summary>Where a run stands.</summary>
public enum RunStatus
{
    /// <summary>A writer is alive, or has not yet said that it ended.</summary>
    Running,

    /// <summary>Ended as planned.</summary>
    Finished,

    /// <summary>Ended by an exception, which the run records.</summary>
    Failed,

    /// <summary>Ended from outside: Ctrl+C, SIGTERM, or process exit without an end.</summary>
    Killed,

    /// <summary>
    /// The writer died without a word (power cut, SIGKILL, out of memory). Never written: readers conclude it from
    /// a writer that holds its lock no more.
    /// </summary>
    Crashed,
}

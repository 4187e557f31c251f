namespace ModelTracking.Journal;

/// <summary>A held lock file: proof that a process lives. Disposing deletes the file.</summary>
internal interface IJournalLock : IDisposable
{
    /// <summary>Sets the file's time, for machines that see the folder but not the lock.</summary>
    void Touch(DateTime utc);
}

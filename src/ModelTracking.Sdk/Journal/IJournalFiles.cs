namespace ModelTracking.Journal;

/// <summary>Everything the journal asks of a file system, so that a test can make each single step fail. Thread-safe.</summary>
internal interface IJournalFiles
{
    /// <summary>Creates the folder and its parents; does nothing where it exists.</summary>
    void CreateFolder(string folder);

    /// <summary>Names (not paths) of the files in a folder; empty where there is no such folder.</summary>
    string[] List(string folder);

    /// <summary>Creates a file that did not exist, for writing.</summary>
    /// <exception cref="IOException">It exists, or the disk refuses.</exception>
    IJournalFile CreateNew(string path);

    /// <summary>Opens an existing file for writing (the doctor cuts files with it).</summary>
    IJournalFile OpenWrite(string path);

    /// <summary>Opens a file for reading while others write, rename or delete it.</summary>
    /// <exception cref="FileNotFoundException">It is gone.</exception>
    IJournalSource OpenRead(string path);

    /// <summary>Takes a lock file, creating it; held until disposed, which deletes it.</summary>
    /// <exception cref="IOException">Another process holds it.</exception>
    IJournalLock OpenLock(string path, ReadOnlySpan<byte> content);

    /// <summary>Whether some process on a machine that shares locks with this one holds the lock file.</summary>
    bool IsHeld(string path);

    /// <summary>When the file was last written or touched (UTC); the smallest time where it is gone.</summary>
    DateTime LastWriteTime(string path);

    /// <summary>Renames a file within a folder, replacing the target.</summary>
    void Move(string from, string to);

    /// <summary>Deletes a file; does nothing where it is gone.</summary>
    void Delete(string path);

    /// <summary>Makes created, renamed and deleted names of a folder survive a power cut.</summary>
    void SyncFolder(string folder);
}

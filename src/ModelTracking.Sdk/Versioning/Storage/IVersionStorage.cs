using ModelTracking.Artifacts;
using ModelTracking.Journal;

namespace ModelTracking.Versioning.Storage;

/// <summary>Where versions are kept: immutable objects, and logs that say what points to them. Thread-safe.</summary>
internal interface IVersionStorage
{
    IObjectStore Objects { get; }

    /// <summary>A name for messages.</summary>
    string Place { get; }

    /// <summary>Takes the lock under which logs are written. Not reentrant.</summary>
    IDisposable Lock();

    /// <summary>The log under a file name.</summary>
    IChainedLog Log(VersionArea area, string fileName);

    /// <summary>File names of the logs there are.</summary>
    IReadOnlyList<string> Logs(VersionArea area);

    /// <summary>Commits of a repository side by side, for quick reading; can be deleted at any time. Null where it would not help.</summary>
    IChainedLog? CommitCache(string fileName);
}

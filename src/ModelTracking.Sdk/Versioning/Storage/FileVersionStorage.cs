using ModelTracking.Artifacts;
using ModelTracking.Journal;

namespace ModelTracking.Versioning.Storage;

/// <summary>Versions in a store's folder.</summary>
internal sealed class FileVersionStorage(StoreLayout layout, IObjectStore objects, IJournalFiles files, TimeProvider time) : IVersionStorage
{
    public const string LogExtension = ".log";

    public const string CacheExtension = ".cache";

    public IObjectStore Objects => objects;

    public string Place => layout.Root;

    public IDisposable Lock() => StoreLock.Take(layout.VersionsLock, time);

    public IChainedLog Log(VersionArea area, string fileName) =>
        new ChainedLogFile(Path.Combine(FolderOf(area), fileName + LogExtension), files);

    public IReadOnlyList<string> Logs(VersionArea area) =>
        [.. files.List(FolderOf(area)).Where(f => f.EndsWith(LogExtension, StringComparison.Ordinal)).Select(f => f[..^LogExtension.Length]).Order(StringComparer.Ordinal)];

    public IChainedLog CommitCache(string fileName) =>
        new ChainedLogFile(Path.Combine(FolderOf(VersionArea.Repositories), fileName + CacheExtension), files, durable: false);

    private string FolderOf(VersionArea area) =>
        Path.Combine(layout.Versions, area == VersionArea.Repositories ? "repositories" : "models");
}

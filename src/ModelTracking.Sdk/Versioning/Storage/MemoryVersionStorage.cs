using System.Collections.Concurrent;
using ModelTracking.Artifacts;
using ModelTracking.Journal;

namespace ModelTracking.Versioning.Storage;

/// <summary>Versions in memory, beside the runs of an in-memory backend: for tests and notebooks.</summary>
internal sealed class MemoryVersionStorage(IObjectStore objects) : IVersionStorage
{
    private readonly ConcurrentDictionary<(VersionArea Area, string Name), MemoryLog> _logs = new();
    private readonly object _gate = new();

    public IObjectStore Objects => objects;

    public string Place => "memory";

    public IDisposable Lock()
    {
        Monitor.Enter(_gate);
        return new Held(_gate);
    }

    public IChainedLog Log(VersionArea area, string fileName) => _logs.GetOrAdd((area, fileName), key => new MemoryLog(key.Name));

    public IReadOnlyList<string> Logs(VersionArea area) =>
        [.. _logs.Where(l => l.Key.Area == area && l.Value.Read(LogPosition.Start).Lines.Count > 0).Select(l => l.Key.Name).Order(StringComparer.Ordinal)];

    public IChainedLog? CommitCache(string fileName) => null;

    private sealed class Held(object gate) : IDisposable
    {
        public void Dispose() => Monitor.Exit(gate);
    }
}

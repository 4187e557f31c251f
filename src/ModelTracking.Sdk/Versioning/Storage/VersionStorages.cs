using System.Runtime.CompilerServices;
using ModelTracking.Artifacts;
using ModelTracking.Backends;
using ModelTracking.Diagnostics;
using ModelTracking.Journal;

namespace ModelTracking.Versioning.Storage;

/// <summary>Finds the place where a client's versions are kept.</summary>
internal static class VersionStorages
{
    // Versions in memory live as long as the backend whose objects they use, however many clients open it.
    private static readonly ConditionalWeakTable<InMemoryBackend, MemoryVersionStorage> InMemory = [];

    /// <exception cref="TrackingException">None of the backends can keep versions.</exception>
    public static IVersionStorage Of(IReadOnlyList<ITrackingBackend> backends, TimeProvider time)
    {
        if (backends.OfType<FileBackend>().FirstOrDefault() is { } file)
        {
            return new FileVersionStorage(new StoreLayout(file.Folder), ((IHoldObjects)file).Objects, JournalFiles.Real, time);
        }

        return backends.OfType<InMemoryBackend>().FirstOrDefault() is { } memory
            ? InMemory.GetValue(memory, m => new MemoryVersionStorage(((IHoldObjects)m).Objects))
            : throw new TrackingException("None of this client's backends keeps versions. Add a FileBackend (or, for tests, an InMemoryBackend) to TrackingOptions.Backends.");
    }
}

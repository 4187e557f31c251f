using System.Collections.Concurrent;
using ModelTracking.Artifacts;
using ModelTracking.Backends;
using ModelTracking.Diagnostics;
using ModelTracking.Journal;
using ModelTracking.Versioning.Storage;

namespace ModelTracking.Versioning;

/// <summary>
/// All versions in a store: repositories with commits, and registered models. A program that tracks runs gets there
/// through <c>TrackingClient</c>; tools open the folder alone. Thread-safe, and safe beside other processes.
/// </summary>
public sealed class VersionStore
{
    private readonly ConcurrentDictionary<string, Repository> _repositories = new(StringComparer.Ordinal);
    private readonly VersionContext _context;

    internal VersionStore(VersionContext context)
    {
        _context = context;
        Models = new ModelRegistry(context);
    }

    /// <summary>Names of the repositories there are.</summary>
    public IReadOnlyList<string> Repositories =>
        [.. _context.Storage.Logs(VersionArea.Repositories).Select(NameIn).OfType<string>().Order(StringComparer.Ordinal)];

    /// <summary>Registered models.</summary>
    public ModelRegistry Models { get; }

    /// <summary>Opens a store's folder, and makes it where there is none.</summary>
    /// <exception cref="TrackingException">It cannot be written, or a newer version made it.</exception>
    public static VersionStore Open(string folder, VersionStoreOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        options ??= new VersionStoreOptions();
        var layout = StoreMarker.OpenOrCreate(folder);
        var files = JournalFiles.Real;
        var storage = new FileVersionStorage(layout, new FileObjectStore(layout.Objects, files.SyncFolder), files, options.TimeProvider);
        return new VersionStore(new VersionContext(storage, options.TimeProvider, options.AuthorOrDefault())
        {
            Code = options.Code,
            Environment = options.Environment,
            Runs = FileStore.Open(folder, options.Diagnostics, options.TimeProvider).Reader,
        });
    }

    /// <summary>A repository; the first commit makes it.</summary>
    /// <exception cref="ArgumentException">The name is not allowed.</exception>
    public Repository Repository(string name) => _repositories.GetOrAdd(name ?? "", static (n, context) => new Repository(context, n), _context);

    /// <summary>Where something occurs: every commit that contains it, the runs, the model versions. Reads all commits.</summary>
    /// <param name="what">The SHA-256 of an object (a file, a commit, a dataset's digest), or the identity of a run.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public Task<ObjectUses> FindUsesAsync(string what, CancellationToken cancellationToken = default) =>
        new UseFinder(this, _context).FindAsync(what, cancellationToken);

    /// <summary>Verifies all repositories and models; see <see cref="Versioning.Repository.Verify"/>.</summary>
    public IReadOnlyList<VersionProblem> Verify() =>
        [.. Repositories.SelectMany(r => Repository(r).Verify()), .. Models.Verify()];

    /// <summary>Sets damaged lines of all logs aside, each kept beside its log as <c>*.broken</c>, so that they can be written again.</summary>
    public void Repair()
    {
        foreach (var repository in Repositories.Select(Repository).Where(r => r.Refs.Damage.Count > 0))
        {
            repository.Repair();
        }

        Models.Repair();
    }

    internal static VersionStore Of(IReadOnlyList<ITrackingBackend> backends, VersionStoreOptions options, Reading.IRunReader? runs) =>
        new(new VersionContext(VersionStorages.Of(backends, options.TimeProvider), options.TimeProvider, options.AuthorOrDefault())
        {
            Code = options.Code,
            Environment = options.Environment,
            Runs = runs,
        });

    // A damaged first line takes the name with it; plain names are their file's.
    private string? NameIn(string fileName)
    {
        var first = _context.Storage.Log(VersionArea.Repositories, fileName).Read(LogPosition.Start).Lines;
        var name = first.Count == 0 ? null : System.Text.Json.JsonSerializer.Deserialize(first[0].Span, VersioningJson.Default.RefChange)!.Name;
        return name ?? (LogFileName.Of(fileName) == fileName ? fileName : null);
    }
}

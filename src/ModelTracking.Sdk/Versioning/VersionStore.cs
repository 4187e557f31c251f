using System.Collections.Concurrent;
using ModelTracking.Artifacts;
using ModelTracking.Backends;
using ModelTracking.Capture;
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

    /// <summary>The folder it lies in; null in memory.</summary>
    public string? Folder => (_context.Storage as FileVersionStorage)?.Place;

    /// <summary>Opens a store's folder, and makes it where there is none.</summary>
    /// <exception cref="TrackingException">It cannot be written, or a newer version made it.</exception>
    public static VersionStore Open(string folder, VersionStoreOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        options ??= new VersionStoreOptions();
        var layout = StoreMarker.OpenOrCreate(folder);
        var files = JournalFiles.Real;
        var storage = new FileVersionStorage(layout, new FileObjectStore(layout.Objects, files.SyncFolder), files, options.TimeProvider);
        var runs = FileStore.Open(folder, options.Diagnostics, options.TimeProvider).Reader;
        return new VersionStore(options.Context(storage, [folder]) with { Runs = runs });
    }

    /// <summary>A repository; the first commit makes it.</summary>
    /// <exception cref="ArgumentException">The name is not allowed.</exception>
    public Repository Repository(string name) => _repositories.GetOrAdd(name ?? "", static (n, context) => new Repository(context, n), _context);

    /// <summary>Where something occurs: every commit that contains it, the runs, the model versions. Reads all commits.</summary>
    /// <param name="what">The SHA-256 of an object (a file, a commit, a dataset's digest), a git commit, or the identity of a run.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public Task<ObjectUses> FindUsesAsync(string what, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(what);
        return new UseFinder(this, _context).FindAsync(new HashSet<string>(StringComparer.Ordinal) { what }, cancellationToken);
    }

    /// <summary>Where the content of a file or folder on disk occurs, under whatever name. Reads it, and all commits.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    public Task<ObjectUses> FindUsesOfFileAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var digest = DatasetReader.Digest(path) ?? throw new FileNotFoundException($"There is no file or folder '{path}'.", path);
        var what = new HashSet<string>(StringComparer.Ordinal) { digest };
        if (Directory.Exists(path))
        {
            // Runs have a digest of their own for folders.
            what.Add(DataDigest.OfFolder(path).Digest.Split(':')[^1]);
        }

        return new UseFinder(this, _context).FindAsync(what, cancellationToken);
    }

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
        new(options.Context(VersionStorages.Of(backends, options.TimeProvider), [.. backends.OfType<FileBackend>().Select(b => b.Folder)]) with { Runs = runs });

    // A damaged first line takes the name with it; plain names are their file's.
    private string? NameIn(string fileName)
    {
        var first = _context.Storage.Log(VersionArea.Repositories, fileName).Read(LogPosition.Start).Lines;
        var name = first.Count == 0 ? null : System.Text.Json.JsonSerializer.Deserialize(first[0].Span, VersioningJson.Default.RefChange)!.Name;
        return name ?? (LogFileName.Of(fileName) == fileName ? fileName : null);
    }
}

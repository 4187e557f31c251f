using System.IO.Enumeration;
using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>Where things are in a store's folder.</summary>
internal sealed class StoreLayout(string root, string runs = "runs", string catalog = "catalog")
{
    /// <summary>Marks a folder as a store and names the version of its layout.</summary>
    public const string MarkerFile = "store.json";

    private const string TrashName = "trash";

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    public string Root { get; } = Path.GetFullPath(root);

    public string Marker => Path.Combine(Root, MarkerFile);

    public string Runs => Path.Combine(Root, runs);

    public string Trash => Path.Combine(Root, TrashName);

    public string Objects => Path.Combine(Root, "objects");

    /// <summary>Copies of what the runs say, for searches; may be deleted at any time.</summary>
    public string Catalog => Path.Combine(Root, catalog);

    /// <summary>Repositories and registered models: append-only logs (see Versioning/FORMAT.md).</summary>
    public string Versions => Path.Combine(Root, "versions");

    /// <summary>Held while a reference changes, and while garbage is removed.</summary>
    public string VersionsLock => Path.Combine(Versions, "lock");

    /// <summary>Keys and audit log of those who use the store through a server.</summary>
    public string Access => Path.Combine(Root, "access");

    /// <summary>Views and reports of those who use the store: append-only logs.</summary>
    public string Shared => Path.Combine(Root, "shared");

    public string RunFolder(RunId id) => Path.Combine(Runs, id.ToString());

    public string TrashFolder(RunId id) => Path.Combine(Trash, id.ToString());

    /// <summary>The same store, with the deleted runs in place of the others.</summary>
    public StoreLayout OfDeleted() => new(Root, TrashName, "catalog-trash");

    /// <summary>Identities of the runs in a folder (<see cref="Runs"/> or <see cref="Trash"/>); other entries are passed over.</summary>
    public static IEnumerable<RunId> RunsIn(string folder)
    {
        // Names are read where they stand: a hundred thousand paths are not made to be taken apart again.
        return !Directory.Exists(folder) ? [] : new FileSystemEnumerable<RunId>(folder, static (ref FileSystemEntry entry) => RunId.TryParse(entry.FileName, out var id) ? id : default, Everything)
        {
            ShouldIncludePredicate = static (ref FileSystemEntry entry) => entry.IsDirectory && RunId.TryParse(entry.FileName, out _),
        };
    }
}

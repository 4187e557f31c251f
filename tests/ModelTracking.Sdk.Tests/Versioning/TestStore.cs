using Microsoft.Extensions.Time.Testing;
using ModelTracking.Artifacts;
using ModelTracking.Backends;
using ModelTracking.Journal;
using ModelTracking.Versioning;
using ModelTracking.Versioning.Storage;

namespace ModelTracking.Tests.Versioning;

/// <summary>A store with versions in a folder that is gone after the test; each commit comes a second later.</summary>
internal sealed class TestStore : IDisposable
{
    private readonly TempFolder _folder = new();

    public FakeTimeProvider Time { get; } = new(Some.Time) { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };

    public string Folder => _folder["store"];

    public string Objects => Path.Combine(Folder, "objects");

    public string RepositoryLog => Path.Combine(Folder, "versions", "repositories", "churn.log");

    public string this[string relative] => _folder[relative];

    public VersionStore Open(string author = "ada") => VersionStore.Open(Folder, new VersionStoreOptions { Author = author, TimeProvider = Time });

    public Repository Repository(string name = "churn") => Open().Repository(name);

    /// <summary>The same store on a disk that can be told to fail.</summary>
    public VersionStore Open(IJournalFiles files, Func<IObjectStore, IObjectStore>? objects = null)
    {
        var layout = StoreMarker.OpenOrCreate(Folder);
        IObjectStore store = new FileObjectStore(layout.Objects, files.SyncFolder);
        return new VersionStore(new VersionContext(new FileVersionStorage(layout, objects?.Invoke(store) ?? store, files, Time), Time, "ada"));
    }

    public FileStore Files() => FileStore.Open(Folder, timeProvider: Time);

    public string File(string name, string text)
    {
        var path = _folder[name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    public string ObjectPath(string hash) => Path.Combine(Objects, hash[..2], hash[2..]);

    public void Dispose() => _folder.Dispose();
}

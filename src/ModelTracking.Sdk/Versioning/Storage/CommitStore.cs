using System.Collections.Concurrent;
using System.Security.Cryptography;
using ModelTracking.Artifacts;
using ModelTracking.Diagnostics;
using ModelTracking.Journal;

namespace ModelTracking.Versioning.Storage;

/// <summary>Loads and stores commits and trees. Thread-safe.</summary>
internal sealed class CommitStore(IVersionStorage storage, IChainedLog? cache = null)
{
    private const int ReadOneByOne = 16;

    private readonly ConcurrentDictionary<string, Commit> _commits = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _cached = new(StringComparer.Ordinal);
    private readonly object _gate = new();
    private int _misses;
    private LogPosition _cacheEnd = LogPosition.Start;

    public IObjectStore Objects => storage.Objects;

    /// <exception cref="FileNotFoundException">There is no such object.</exception>
    /// <exception cref="InvalidDataException">It is damaged, or no commit.</exception>
    public Commit Load(string id)
    {
        if (_commits.TryGetValue(id, out var known))
        {
            return known;
        }

        // Few commits are read one by one; whoever asks for more will want the history.
        if (Interlocked.Increment(ref _misses) > ReadOneByOne)
        {
            ReadCache();
        }

        try
        {
            return _commits.TryGetValue(id, out known) ? known : Know(id, ReadBytes(id));
        }
        catch (Exception exception) when (exception is InvalidDataException or FileNotFoundException)
        {
            // The object is damaged or gone; the history may still tell what it was.
            ReadCache();
            if (_commits.TryGetValue(id, out known))
            {
                return known;
            }

            throw;
        }
    }

    public Commit Save(CommitHeader header)
    {
        var bytes = ObjectCodec.Commit(header);
        return Know(Put(bytes), bytes);
    }

    public VersionTree LoadTree(string id) => new(ObjectCodec.ReadTree(id, ReadBytes(id)), LoadPart);

    /// <summary>Stores a tree; parts that came from a stored tree are not written again.</summary>
    public string SaveTree(VersionTree tree)
    {
        var parts = new Dictionary<TreePart, string>();
        foreach (var part in VersionTree.AllParts)
        {
            if (tree.PartIds?.GetValueOrDefault(part) is { } id)
            {
                parts[part] = id;
            }
            else if (tree.PartIds is null && tree.Part(part) is { Count: > 0 } elements)
            {
                parts[part] = Put(ObjectCodec.Elements(ObjectCodec.NameOf(part), elements));
            }
        }

        return Put(ObjectCodec.Tree(parts));
    }

    /// <summary>
    /// Makes sure that all a commit adds to its parent is there and stays; call while no garbage is collected. What it
    /// shares with its parent is held by the parent.
    /// </summary>
    /// <exception cref="TrackingException">Something was removed meanwhile.</exception>
    public void KeepAll(Commit commit, Commit? parent)
    {
        try
        {
            Keep(commit, parent);
        }
        catch (FileNotFoundException exception)
        {
            throw Removed(commit.Id, exception);
        }
    }

    private void Keep(Commit commit, Commit? parent)
    {
        var parts = commit.Tree.PartIds!.Where(p => parent?.Tree.PartIds!.GetValueOrDefault(p.Key) != p.Value).ToArray();
        var files = parts.SelectMany(p => commit.Tree.Part(p.Key).Select(e => FileOf(e.Value))).OfType<string>();
        foreach (var hash in files.Concat(parts.Select(p => p.Value)).Concat([commit.TreeId, commit.Id]))
        {
            if (!Objects.Keep(hash))
            {
                throw Removed(hash, null);
            }
        }
    }

    /// <summary>Puts a commit where many can be read at once. Call under the lock; failing is no harm.</summary>
    public void Cache(Commit commit)
    {
        if (cache is null || !_cached.TryAdd(commit.Id, 0))
        {
            return;
        }

        lock (_gate)
        {
            ReadCache();
            try
            {
                _cacheEnd = cache.Append(_cacheEnd, ObjectCodec.Commit(commit.Header));
            }
            catch (IOException)
            {
                _cacheEnd = LogPosition.Start;
            }
        }
    }

    /// <summary>Whether many commits can be read at once already.</summary>
    public bool IsCached(string id) => cache is null || _cached.ContainsKey(id);

    public byte[] ReadBytes(string hash)
    {
        using var stream = Objects.OpenRead(hash);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The object an element's bytes are kept in, or null.</summary>
    public static string? FileOf(TreeElement element) => element switch
    {
        FileElement file => file.Hash,
        GitElement git => git.Patch?.Hash,
        DatasetElement { IsStored: true } or DatasetElement { IsFolder: true } => ((DatasetElement)element).Digest,
        _ => null,
    };

    public string Put(byte[] bytes)
    {
        var hash = Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant();
        return Objects.Keep(hash) ? hash : Objects.Put(new MemoryStream(bytes, writable: false), null, CancellationToken.None).Hash;
    }

    private static TrackingException Removed(string hash, Exception? cause) =>
        new($"Object {hash}, or something it needs, was removed while it was committed, by a garbage collection. Commit again.", cause);

    private SortedList<string, TreeElement> LoadPart(string id)
    {
        var bytes = ReadBytes(id);
        var kind = VersionTree.AllParts.Select(ObjectCodec.NameOf).FirstOrDefault(k => bytes.AsSpan().StartsWith(System.Text.Encoding.ASCII.GetBytes($"{{\"{ObjectReferences.Marker}\":\"{k}/"))) ?? "part";
        return ObjectCodec.ReadElements(id, bytes, kind);
    }

    private Commit Know(string id, byte[] bytes) =>
        _commits.GetOrAdd(id, static (key, arg) => new Commit(key, ObjectCodec.ReadCommit(key, arg.bytes), arg.store.LoadTree, arg.store.Objects.OpenRead), (bytes, store: this));

    // A line's identity is computed from its bytes, so a stale or damaged cache can never show a wrong commit.
    private void ReadCache()
    {
        if (cache is null)
        {
            return;
        }

        lock (_gate)
        {
            var read = cache.Read(_cacheEnd);
            _cacheEnd = read.End;
            foreach (var line in read.Lines)
            {
                var bytes = line.ToArray();
                var id = Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant();
                _cached.TryAdd(id, 0);
                Know(id, bytes);
            }
        }
    }
}

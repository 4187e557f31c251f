namespace ModelTracking.Artifacts;

/// <summary>
/// A file as it was when it was logged. Up to <see cref="SnapshotLimit"/> it is copied aside at once (a copy-on-write clone
/// where the file system has them), so training may overwrite it; a larger one is only opened, read later, and a change is noticed.
/// </summary>
internal sealed class ArtifactSource
{
    /// <summary>Copying this much takes about as long as a few training steps; more would stop the training for seconds.</summary>
    public const long SnapshotLimit = 64L << 20;

    private readonly string _path;
    private readonly IObjectStore _store;
    private readonly string? _snapshot;
    private readonly FileStream? _open;
    private readonly long _length;
    private readonly DateTime _written;

    /// <exception cref="IOException">The file cannot be read, or there is no room for its copy.</exception>
    public ArtifactSource(string path, IObjectStore store)
    {
        _path = path;
        _store = store;
        var file = new FileInfo(path);
        _length = file.Exists ? file.Length : throw new FileNotFoundException($"There is no file '{path}'.", path);
        _written = file.LastWriteTimeUtc;
        if (_length > SnapshotLimit && UnlockedFile.IsSupported)
        {
            _open = UnlockedFile.OpenRead(path);
        }
        else
        {
            _snapshot = store.Snapshot(path);
        }
    }

    /// <summary>Stores the bytes; call once.</summary>
    public StoredObject Put(IProgress<long>? progress)
    {
        if (_snapshot is not null)
        {
            return _store.Adopt(_snapshot, progress);
        }

        using (_open)
        {
            var stored = _store.Put(_open!, progress, CancellationToken.None);
            return stored.Length == _length && File.GetLastWriteTimeUtc(_open!.SafeFileHandle) == _written
                ? stored
                : throw new IOException($"'{_path}' was written to while it was read; wait for FlushAsync before writing to a file of more than {SnapshotLimit >> 20} MiB that was logged");
        }
    }
}

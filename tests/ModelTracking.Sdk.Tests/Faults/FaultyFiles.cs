using ModelTracking.Journal;

namespace ModelTracking.Tests.Faults;

/// <summary>A disk that refuses when the test says so.</summary>
internal sealed class FaultyFiles(IJournalFiles inner) : IJournalFiles
{
    /// <summary>Says whether an operation fails now; may also block, for a slow disk.</summary>
    public Func<FileOperation, bool>? Refuse { get; set; }

    public void RefuseOnce(FileOperation operation) => Refuse = asked =>
    {
        if (asked != operation)
        {
            return false;
        }

        Refuse = null;
        return true;
    };

    public void CreateFolder(string folder) => inner.CreateFolder(folder);

    public string[] List(string folder) => inner.List(folder);

    public IJournalFile CreateNew(string path)
    {
        Ask(FileOperation.Create);
        return new FaultyFile(this, inner.CreateNew(path));
    }

    public IJournalFile OpenWrite(string path) => inner.OpenWrite(path);

    public IJournalSource OpenRead(string path) => inner.OpenRead(path);

    public IJournalLock OpenLock(string path, ReadOnlySpan<byte> content) => inner.OpenLock(path, content);

    public bool IsHeld(string path) => inner.IsHeld(path);

    public DateTime LastWriteTime(string path) => inner.LastWriteTime(path);

    public void Move(string from, string to) => inner.Move(from, to);

    public void Delete(string path) => inner.Delete(path);

    public void SyncFolder(string folder) => inner.SyncFolder(folder);

    private void Ask(FileOperation operation)
    {
        if (Refuse?.Invoke(operation) == true)
        {
            throw new IOException($"No space left on device ({operation})");
        }
    }

    private sealed class FaultyFile(FaultyFiles owner, IJournalFile file) : IJournalFile
    {
        public long Length => file.Length;

        public void Write(ReadOnlySpan<byte> bytes)
        {
            owner.Ask(FileOperation.Write);
            file.Write(bytes);
        }

        public void Sync()
        {
            owner.Ask(FileOperation.Sync);
            file.Sync();
        }

        public void SetLength(long length) => file.SetLength(length);

        public void Dispose() => file.Dispose();
    }
}

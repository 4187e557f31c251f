using ModelTracking.Journal;

namespace ModelTracking.Tests.Journal;

/// <summary>Counts the bytes that are read.</summary>
internal sealed class CountingFiles(IJournalFiles inner) : IJournalFiles
{
    public long BytesRead { get; set; }

    public void CreateFolder(string folder) => inner.CreateFolder(folder);

    public string[] List(string folder) => inner.List(folder);

    public IJournalFile CreateNew(string path) => inner.CreateNew(path);

    public IJournalFile OpenWrite(string path) => inner.OpenWrite(path);

    public IJournalSource OpenRead(string path) => new Source(this, inner.OpenRead(path));

    public IJournalLock OpenLock(string path, ReadOnlySpan<byte> content) => inner.OpenLock(path, content);

    public bool IsHeld(string path) => inner.IsHeld(path);

    public DateTime LastWriteTime(string path) => inner.LastWriteTime(path);

    public void Move(string from, string to) => inner.Move(from, to);

    public void Delete(string path) => inner.Delete(path);

    public void SyncFolder(string folder) => inner.SyncFolder(folder);

    private sealed class Source(CountingFiles owner, IJournalSource source) : IJournalSource
    {
        public long Length => source.Length;

        public int Read(Span<byte> buffer, long offset)
        {
            var read = source.Read(buffer, offset);
            owner.BytesRead += read;
            return read;
        }

        public void Dispose() => source.Dispose();
    }
}

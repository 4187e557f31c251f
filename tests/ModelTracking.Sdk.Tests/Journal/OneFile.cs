using ModelTracking.Journal;

namespace ModelTracking.Tests.Journal;

/// <summary>A folder with a single file in memory, for tests that read it some ten thousand times.</summary>
internal sealed class OneFile(string name, byte[] bytes) : IJournalFiles, IJournalSource
{
    public long Length => bytes.Length;

    public int Read(Span<byte> buffer, long offset)
    {
        var count = (int)Math.Min(buffer.Length, bytes.Length - offset);
        bytes.AsSpan((int)offset, count).CopyTo(buffer);
        return count;
    }

    public string[] List(string folder) => [name];

    public IJournalSource OpenRead(string path) => Path.GetFileName(path) == name ? this : throw new FileNotFoundException();

    public bool IsHeld(string path) => false;

    public DateTime LastWriteTime(string path) => default;

    public void Dispose()
    {
    }

    public void CreateFolder(string folder) => throw new NotSupportedException();

    public IJournalFile CreateNew(string path) => throw new NotSupportedException();

    public IJournalFile OpenWrite(string path) => throw new NotSupportedException();

    public IJournalLock OpenLock(string path, ReadOnlySpan<byte> content) => throw new NotSupportedException();

    public void Move(string from, string to) => throw new NotSupportedException();

    public void Delete(string path) => throw new NotSupportedException();

    public void SyncFolder(string folder) => throw new NotSupportedException();
}

using ModelTracking.Journal;

namespace ModelTracking.Tests.Journal;

/// <summary>
/// The real file system, except that the Nth operation that changes anything fails (and, where asked, every one after
/// it until healed). A failing write leaves half of its bytes behind.
/// </summary>
internal sealed class FaultyFiles : IJournalFiles
{
    private readonly IJournalFiles _real = JournalFiles.Real;

    /// <summary>Which operation fails, from 1; 0 for none.</summary>
    public int FailAt { get; set; }

    public bool Persistent { get; set; }

    public int Operations { get; private set; }

    public int Failures { get; private set; }

    /// <summary>Called before a file is opened for reading.</summary>
    public Action<string>? BeforeOpenRead { get; set; }

    public void Heal() => FailAt = 0;

    public void CreateFolder(string folder) => _real.CreateFolder(folder);

    public string[] List(string folder) => _real.List(folder);

    public IJournalFile CreateNew(string path)
    {
        Step("create");
        return new Faulty(this, _real.CreateNew(path));
    }

    public IJournalFile OpenWrite(string path)
    {
        Step("open");
        return new Faulty(this, _real.OpenWrite(path));
    }

    public IJournalSource OpenRead(string path)
    {
        BeforeOpenRead?.Invoke(path);
        return _real.OpenRead(path);
    }

    public IJournalLock OpenLock(string path, ReadOnlySpan<byte> content) => _real.OpenLock(path, content);

    public bool IsHeld(string path) => _real.IsHeld(path);

    public DateTime LastWriteTime(string path) => _real.LastWriteTime(path);

    public void Move(string from, string to)
    {
        Step("rename");
        _real.Move(from, to);
    }

    public void Delete(string path)
    {
        Step("delete");
        _real.Delete(path);
    }

    public void SyncFolder(string folder)
    {
        Step("sync folder");
        _real.SyncFolder(folder);
    }

    private void Step(string what)
    {
        Operations++;
        if (FailAt > 0 && (Operations == FailAt || (Persistent && Operations > FailAt)))
        {
            Failures++;
            throw new IOException($"No space left on device ({what}, operation {Operations}).");
        }
    }

    private sealed class Faulty(FaultyFiles owner, IJournalFile real) : IJournalFile
    {
        private long _behind;

        public long Length => real.Length - _behind;

        public void Write(ReadOnlySpan<byte> bytes)
        {
            try
            {
                owner.Step("write");
            }
            catch (IOException)
            {
                // The file is longer on disk, but the writer's offset stays, as with a real failed write.
                real.Write(bytes[..(bytes.Length / 2)]);
                _behind += bytes.Length / 2;
                throw;
            }

            real.Write(bytes);
        }

        public void Sync()
        {
            owner.Step("sync");
            real.Sync();
        }

        public void SetLength(long length)
        {
            owner.Step("cut");
            real.SetLength(length);
            _behind = 0;
        }

        public void Dispose() => real.Dispose();
    }
}

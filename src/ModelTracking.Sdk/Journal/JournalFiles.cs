namespace ModelTracking.Journal;

/// <summary>The machine's own file system.</summary>
internal sealed class JournalFiles : IJournalFiles
{
    /// <summary>The only instance needed.</summary>
    public static readonly IJournalFiles Real = new JournalFiles();

    // FileShare.Read would not stop a second writer on Unix, so it is never relied on: files are created new, one per writer.
    private const FileShare Shared = FileShare.ReadWrite | FileShare.Delete;

    private JournalFiles()
    {
    }

    public void CreateFolder(string folder) => Directory.CreateDirectory(folder);

    public string[] List(string folder)
    {
        try
        {
            var names = Directory.GetFiles(folder);
            for (var i = 0; i < names.Length; i++)
            {
                names[i] = Path.GetFileName(names[i]);
            }

            return names;
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    public IJournalFile CreateNew(string path) =>
        new JournalFile(File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, Shared), 0);

    public IJournalFile OpenWrite(string path)
    {
        var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, Shared);
        return new JournalFile(handle, RandomAccess.GetLength(handle));
    }

    public IJournalSource OpenRead(string path)
    {
        try
        {
            return new JournalSource(File.OpenHandle(path, FileMode.Open, FileAccess.Read, Shared));
        }
        catch (DirectoryNotFoundException e)
        {
            throw new FileNotFoundException(e.Message, path, e);
        }
    }

    public IJournalLock OpenLock(string path, ReadOnlySpan<byte> content) => JournalLock.Open(path, content);

    public bool IsHeld(string path)
    {
        try
        {
            File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite).Dispose();
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    public DateTime LastWriteTime(string path) => File.GetLastWriteTimeUtc(path);

    public void Move(string from, string to) => File.Move(from, to, overwrite: true);

    public void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // What is gone needs no deleting.
        }
    }

    public void SyncFolder(string folder)
    {
        // Windows writes names through with the file itself and has no call for it.
        if (!OperatingSystem.IsWindows())
        {
            FolderSync.Sync(folder);
        }
    }
}

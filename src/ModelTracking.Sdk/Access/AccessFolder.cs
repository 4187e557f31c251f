using ModelTracking.Journal;

namespace ModelTracking.Access;

/// <summary>The folder of keys and audit log in a store, which its owner alone can open.</summary>
internal sealed class AccessFolder(StoreLayout layout, TimeProvider time)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string Used => Path.Combine(layout.Access, "used");

    public TimeProvider Time => time;

    public IChainedLog Log(string name) => new ChainedLogFile(Path.Combine(layout.Access, name), JournalFiles.Real);

    public IDisposable Lock()
    {
        Create(layout.Access);
        return StoreLock.Take(Path.Combine(layout.Access, "lock"), time);
    }

    /// <summary>Makes a folder for the owner alone; one that others can open is closed to them.</summary>
    public static void Create(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder, OwnerOnly);
        if (File.GetUnixFileMode(folder) != OwnerOnly)
        {
            File.SetUnixFileMode(folder, OwnerOnly);
        }
    }
}

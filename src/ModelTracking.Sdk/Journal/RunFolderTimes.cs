using System.Runtime.InteropServices;
using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>
/// When the runs' folders were last written, for a hundred thousand of them at a time: Linux is asked by name below an open folder,
/// which takes it a quarter of the time of a walk along each whole path. Thread-safe.
/// </summary>
internal sealed unsafe partial class RunFolderTimes : IDisposable
{
    private const int CloseOnExec = 0x80000;
    private const int NoFollow = 0x100;
    private const uint WantsModified = 0x40;

    private readonly StoreLayout _layout;
    private readonly int _folder = -1;

    /// <param name="layout">The store.</param>
    public RunFolderTimes(StoreLayout layout)
    {
        _layout = layout;
        if (OperatingSystem.IsLinux())
        {
            _folder = UnixFolder.Open(layout.Runs, CloseOnExec);
        }
    }

    /// <summary>Whether a run's folder was last written at a time, in ticks.</summary>
    public bool IsFrom(RunId run, long ticks) => Ask(run) == ticks || Directory.GetLastWriteTimeUtc(_layout.RunFolder(run)).Ticks == ticks;

    public void Dispose()
    {
        if (_folder >= 0)
        {
            _ = UnixFolder.Close(_folder);
        }
    }

    // Null where it could not be asked this way: another system, an old kernel, no such folder.
    private long? Ask(RunId run)
    {
        if (_folder < 0)
        {
            return null;
        }

        Span<byte> name = stackalloc byte[RunId.Length + 1];
        name[RunId.Length] = 0;
        run.WriteDigits(name);
        Answer answer = default;
        try
        {
            fixed (byte* text = name)
            {
                return StatX(_folder, text, NoFollow, WantsModified, &answer) == 0 && (answer.Mask & WantsModified) != 0
                    ? DateTime.UnixEpoch.Ticks + (answer.Seconds * TimeSpan.TicksPerSecond) + (answer.Nanoseconds / TimeSpan.NanosecondsPerTick)
                    : null;
            }
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int StatX(int folder, byte* name, int flags, uint mask, Answer* answer);

    // struct statx of linux/stat.h: the same on every processor.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Answer
    {
        [FieldOffset(0)]
        public uint Mask;

        [FieldOffset(112)]
        public long Seconds;

        [FieldOffset(120)]
        public uint Nanoseconds;
    }
}

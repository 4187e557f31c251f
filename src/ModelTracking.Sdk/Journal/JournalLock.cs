using Microsoft.Win32.SafeHandles;

namespace ModelTracking.Journal;

/// <summary>A lock file held with <see cref="FileShare.None"/>: the system lets go of it when the process dies, however it dies.</summary>
internal sealed class JournalLock : IJournalLock
{
    private const int Attempts = 20;
    private readonly SafeFileHandle _handle;

    private JournalLock(SafeFileHandle handle) => _handle = handle;

    public static JournalLock Open(string path, ReadOnlySpan<byte> content)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                // DeleteOnClose removes the name while the lock is still held, so no other process sees it free.
                var handle = File.OpenHandle(
                    path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
                RandomAccess.SetLength(handle, 0);
                RandomAccess.Write(handle, content, 0);
                return new JournalLock(handle);
            }
            catch (IOException) when (attempt < Attempts && File.Exists(path))
            {
                // A reader that looks whether the lock is held holds it for some microseconds itself.
                Thread.Sleep(1);
            }
        }
    }

    public void Touch(DateTime utc) => File.SetLastWriteTimeUtc(_handle, utc);

    public void Dispose() => _handle.Dispose();
}

using Microsoft.Win32.SafeHandles;

namespace ModelTracking.Journal;

internal sealed class JournalFile(SafeFileHandle handle, long length) : IJournalFile
{
    public long Length { get; private set; } = length;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(handle, bytes, Length);
        Length += bytes.Length;
    }

    public void Sync() => RandomAccess.FlushToDisk(handle);

    public void SetLength(long length)
    {
        RandomAccess.SetLength(handle, length);
        Length = length;
    }

    public void Dispose() => handle.Dispose();
}

using Microsoft.Win32.SafeHandles;

namespace ModelTracking.Journal;

internal sealed class JournalSource(SafeFileHandle handle) : IJournalSource
{
    public long Length => RandomAccess.GetLength(handle);

    public int Read(Span<byte> buffer, long offset)
    {
        var done = 0;
        while (done < buffer.Length)
        {
            var read = RandomAccess.Read(handle, buffer[done..], offset + done);
            if (read == 0)
            {
                break;
            }

            done += read;
        }

        return done;
    }

    public void Dispose() => handle.Dispose();
}

using System.Collections.Concurrent;
using ModelTracking.Diagnostics;

namespace ModelTracking.Journal;

/// <summary>
/// The one lock under which references of a store change. The file stays where it is: deleting it while others wait for
/// it would let two of them in. The system lets go of it when a process dies.
/// </summary>
internal sealed class StoreLock : IDisposable
{
    /// <summary>How long to wait for another program. What is done under the lock takes milliseconds.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly ConcurrentDictionary<string, object> Gates = new(StringComparer.Ordinal);

    private readonly object _gate;
    private readonly FileStream _file;

    private StoreLock(object gate, FileStream file)
    {
        _gate = gate;
        _file = file;
    }

    /// <summary>Takes the lock; the same thread disposes it. It cannot be taken twice by one thread.</summary>
    /// <exception cref="TrackingException">Another program holds it for longer than <see cref="Patience"/>.</exception>
    public static StoreLock Take(string path, TimeProvider time)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var gate = Gates.GetOrAdd(path, _ => new object());
        var began = time.GetTimestamp();
        if (!Monitor.TryEnter(gate, Patience))
        {
            throw Busy(path);
        }

        try
        {
            while (true)
            {
                try
                {
                    return new StoreLock(gate, new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
                }
                catch (IOException) when (File.Exists(path) && time.GetElapsedTime(began) < Patience)
                {
                    // Another program holds it, and no file system tells when it lets go.
                    Thread.Sleep(1);
                }
                catch (IOException exception) when (File.Exists(path))
                {
                    throw Busy(path, exception);
                }
            }
        }
        catch
        {
            Monitor.Exit(gate);
            throw;
        }
    }

    public void Dispose()
    {
        _file.Dispose();
        Monitor.Exit(_gate);
    }

    private static TrackingException Busy(string path, Exception? cause = null) =>
        new($"Another program has held the lock '{path}' for {Patience.TotalSeconds:0} seconds. Wait until it is done, or end it, and try again.", cause);
}

using System.Diagnostics;

namespace ModelTracking.TestPrograms;

/// <summary>
/// For how long the machine held up this process: a thread that only wakes every few milliseconds and writes a few bytes to
/// the same disk. What it is late, any thread of the process may have been late, whatever the code under test does.
/// </summary>
internal static class Stalls
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(5);

    /// <summary>Watches until the process ends.</summary>
    /// <param name="folder">On the disk in question.</param>
    /// <param name="tell">Told the longest stall so far, in microseconds, and while one lasts how long it has lasted.</param>
    public static void Watch(string folder, Action<long> tell)
    {
        var late = Stopwatch.StartNew();
        var longest = 0L;
        var beat = new Thread(() =>
        {
            using var file = new FileStream(Path.Combine(folder, "stalls"), FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
            var bytes = new byte[4096];
            while (true)
            {
                Thread.Sleep(Beat);
                file.Position = 0;
                file.Write(bytes);
                longest = Math.Max(longest, (long)(late.Elapsed - Beat).TotalMicroseconds);
                tell(longest);
                late.Restart();
            }
        })
        { IsBackground = true };
        beat.Start();
    }
}

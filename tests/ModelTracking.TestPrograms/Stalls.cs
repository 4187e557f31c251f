using System.Diagnostics;

namespace ModelTracking.TestPrograms;

/// <summary>
/// For how long the machine held up this process, watched by a thread that only wakes every few milliseconds and writes a few bytes to
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
        var lastBeat = Stopwatch.GetTimestamp();
        Start(() =>
        {
            using var file = new FileStream(Path.Combine(folder, "stalls"), FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
            var bytes = new byte[4096];
            while (true)
            {
                Thread.Sleep(Beat);
                file.Position = 0;
                file.Write(bytes);
                Volatile.Write(ref lastBeat, Stopwatch.GetTimestamp());
            }
        });

        // A thread of its own: whoever is stuck in a write cannot tell that it is, and the kill may come just then.
        Start(() =>
        {
            for (var longest = TimeSpan.Zero; ;)
            {
                Thread.Sleep(1);
                var late = Stopwatch.GetElapsedTime(Volatile.Read(ref lastBeat)) - Beat;
                if (late > longest)
                {
                    longest = late;
                    tell((long)longest.TotalMicroseconds);
                }
            }
        });
    }

    private static void Start(ThreadStart body) => new Thread(body) { IsBackground = true }.Start();
}

using System.Diagnostics;
using System.Globalization;

namespace ModelTracking.TestPrograms;

/// <summary>
/// For how long the machine held up this process, watched by a thread that only wakes every few milliseconds and writes a few bytes to
/// the same disk. What it is late, any thread of the process may have been late, whatever the code under test does. Such a thread is let
/// in first where processors are short, one that has work to do is not: where the system tells (Linux), what the delivery's own thread
/// was ready to run and had no processor counts too.
/// </summary>
internal static class Stalls
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(5);
    private static string? _schedule;

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
            for (var (longest, told) = (TimeSpan.Zero, TimeSpan.Zero); ;)
            {
                Thread.Sleep(1);
                var late = Stopwatch.GetElapsedTime(Volatile.Read(ref lastBeat)) - Beat;
                longest = late > longest ? late : longest;
                if (longest + WaitedForProcessor() is var all && all > told)
                {
                    told = all;
                    tell((long)told.TotalMicroseconds);
                }
            }
        });
    }

    // The second number of a thread's schedstat: nanoseconds for which it was ready and did not run.
    private static TimeSpan WaitedForProcessor()
    {
        _schedule ??= ScheduleOfDelivery();
        return _schedule is { } file && File.ReadAllText(file).Split(' ') is [_, var waited, ..] && long.TryParse(waited, NumberStyles.None, CultureInfo.InvariantCulture, out var nanoseconds)
            ? TimeSpan.FromMicroseconds(nanoseconds / 1000)
            : TimeSpan.Zero;
    }

    private static string? ScheduleOfDelivery()
    {
        try
        {
            return !Directory.Exists("/proc/self/task") ? null : Directory.EnumerateDirectories("/proc/self/task")
                .Where(thread => File.Exists(Path.Combine(thread, "schedstat")) && File.ReadAllText(Path.Combine(thread, "comm")).StartsWith("ModelTracking d", StringComparison.Ordinal))
                .Select(thread => Path.Combine(thread, "schedstat"))
                .FirstOrDefault();
        }
        catch (IOException)
        {
            // A thread has ended meanwhile; the next look finds the one that is asked for.
            return null;
        }
    }

    private static void Start(ThreadStart body) => new Thread(body) { IsBackground = true }.Start();
}

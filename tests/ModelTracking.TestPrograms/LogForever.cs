using System.IO.MemoryMappedFiles;
using ModelTracking.Records;

namespace ModelTracking.TestPrograms;

/// <summary>
/// Logs points until it is killed. How far it got stands in a memory-mapped file that outlives it: points logged, time
/// of the last one (microseconds), points covered by the last flush that returned, and for how long at worst the machine
/// itself held up this process (microseconds; see <see cref="Stalls"/>).
/// </summary>
internal static class LogForever
{
    public const int Size = 4 * sizeof(long);

    public static int Run(string store, string id, string progressFile)
    {
        using var map = MemoryMappedFile.CreateFromFile(progressFile, FileMode.Open, null, Size);
        using var progress = map.CreateViewAccessor(0, Size);
        var client = TrackingClient.Open(new TrackingOptions { Store = store, FlushOnExit = false });
        var run = client.StartRun("crash", new RunOptions { Id = RunId.Parse(id), Name = "crash" });
        var series = run.Metric("value");
        Stalls.Watch(store, longest => progress.Write(24, longest));
        Console.WriteLine("started");
        Task? flush = null;
        long covered = 0;
        for (long i = 1; ; i++)
        {
            var now = UnixTime.ToMicroseconds(DateTimeOffset.UtcNow);
            series.Log([new MetricPoint(i, i, now)]);
            progress.Write(0, i);
            progress.Write(8, now);
            if (flush is { IsCompleted: true })
            {
                progress.Write(16, covered);
                flush = null;
            }

            if (flush is null && i % 1000 == 0)
            {
                covered = i;
                flush = run.FlushAsync();
            }
        }
    }
}

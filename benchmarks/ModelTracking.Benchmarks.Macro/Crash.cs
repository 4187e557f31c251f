using System.Diagnostics;
using System.IO.MemoryMappedFiles;
using ModelTracking.Records;
using ModelTracking.TestPrograms;

namespace ModelTracking.Benchmarks.Macro;

/// <summary>Kills a logging process at random moments and measures what is missing.</summary>
internal static class Crash
{
    public static int Run(int rounds)
    {
        var random = new Random(1);
        var lost = new List<double>();
        var beyondTheMachine = new List<double>();
        var broken = 0;
        for (var round = 0; round < rounds; round++)
        {
            using var scratch = new Scratch();
            Directory.CreateDirectory(scratch.Folder);
            var progress = Path.Combine(scratch.Folder, "progress");
            File.WriteAllBytes(progress, new byte[LogForever.Size]);
            var id = RunId.New();
            Kill(scratch.Folder, id, progress, random.Next(50, 500));

            using var map = MemoryMappedFile.CreateFromFile(progress, FileMode.Open);
            using var view = map.CreateViewAccessor();
            var points = scratch.Store().Reader.ReadPointsAsync(id, "value").GetAwaiter().GetResult();
            var isPrefix = points.Select(p => p.Value).SequenceEqual(Enumerable.Range(1, points.Count).Select(i => (double)i));
            broken += isPrefix && points.Count >= view.ReadInt64(16) ? 0 : 1;
            lost.Add(points.Count == 0 ? 0 : (view.ReadInt64(8) - points[^1].UnixMicroseconds) / 1000.0);
            beyondTheMachine.Add(lost[^1] - (view.ReadInt64(24) / 1000.0));
        }

        Figure.AtMost("crash.broken_promises", broken, $"of {rounds} kills", 0);
        Figure.AtMost("crash.lost", lost.Max(), "ms", 50);

        // Less what the machine held the process up: a bare thread beside it that writes to the same disk, and processors that were not free (see Stalls).
        Figure.AtMost("crash.lost_beyond_stalls_of_the_disk", Math.Max(0, beyondTheMachine.Max()), "ms", 50);
        Figure.Plain("crash.lost_median", Measure.Median(lost), "ms");
        return Figure.ExitCode;
    }

    private static void Kill(string store, RunId id, string progress, int afterMilliseconds)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["log-forever", store, id.ToString(), progress]) { RedirectStandardOutput = true };
        using var child = Process.Start(start)!;
        child.StandardOutput.ReadLine();
        Thread.Sleep(afterMilliseconds);
        child.Kill();
        child.WaitForExit();
    }
}

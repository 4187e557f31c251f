using ModelTracking.Records;

namespace ModelTracking.Benchmarks.Macro;

/// <summary>How long it takes to open a run of ten million points that a crash left behind, every checksum verified.</summary>
internal static class Recover
{
    private const int Points = 10_000_000;

    public static int Run()
    {
        using var scratch = new Scratch();
        var id = Crashed(scratch, Points);
        var store = scratch.Store();
        RunSummary? run = null;
        var seconds = Measure.MedianSeconds(5, () => run = store.Reader.GetRunAsync(id).GetAwaiter().GetResult());
        var found = run!.Metrics.Sum(m => m.Count);
        Figure.AtLeast("recover.points", found, "points", Points);
        Figure.AtMost("recover.open_and_verify", seconds, "s", 0.3);
        return Figure.ExitCode;
    }

    /// <summary>A run whose writer was killed: its segments and its lock stay.</summary>
    private static RunId Crashed(Scratch scratch, int points)
    {
        using var kept = new Scratch();
        var client = scratch.Open();
        var run = client.StartRun("recover");
        var curve = Scratch.LossCurve(1 << 20);
        var series = Enumerable.Range(0, 16).Select(i => run.Metric($"metric/{i}")).ToArray();
        for (var i = 0; i < points; i++)
        {
            series[i % 16].Log(curve[i % curve.Length], i / 16);
        }

        run.FlushAsync().GetAwaiter().GetResult();
        Copy(scratch.Folder, kept.Folder);
        client.Dispose();
        Directory.Delete(scratch.Folder, recursive: true);
        Directory.Move(kept.Folder, scratch.Folder);
        return run.Id;
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}

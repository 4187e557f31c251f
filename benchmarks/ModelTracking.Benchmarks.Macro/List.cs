using System.Diagnostics;
using ModelTracking.Backends;
using ModelTracking.Reading;

namespace ModelTracking.Benchmarks.Macro;

/// <summary>How long it takes to list a store with many finished runs: as the tool does, from the catalog, and with all there is to know of each.</summary>
internal static class List
{
    private const int Tries = 5;

    // Below it, starting a process is most of its time.
    private const int LeastForBars = 5_000;

    public static int Run(int runs)
    {
        using var scratch = new Scratch();
        Fill(scratch, runs);

        // What a user of the tool waits for: a process that has compiled nothing yet, from its start to its end.
        Figure.Plain("list.without_catalog", Measure.Seconds(() => LookInProcess(scratch.Folder, runs)), "s");
        Figure.AtMost("list.cold", Measure.MedianSeconds(Tries, () => LookInProcess(scratch.Folder, runs)), "s", 1.0 * Math.Max(runs, LeastForBars) / 10_000);

        // With every param, metric, artifact and captured fact of every run, which no table shows: what a replicator or an export reads.
        var found = 0;
        var whole = Measure.MedianSeconds(Tries, () => found = CountAsync(FileStore.Open(scratch.Folder)).GetAwaiter().GetResult());
        Figure.AtLeast("list.runs", found, "runs", runs);
        Figure.AtMost("list.whole", whole, "s", 1.0 * runs / 10_000);
        return Figure.ExitCode;
    }

    /// <summary>Reads the first page of the runs, and prints how many there are.</summary>
    public static int Look(string folder)
    {
        Console.WriteLine(new RunQuery(FileStore.Open(folder).Reader).ToPageAsync(25).GetAwaiter().GetResult().Total);
        return 0;
    }

    private static void Fill(Scratch scratch, int runs)
    {
        using var client = scratch.Open();
        for (var i = 0; i < runs; i++)
        {
            using var run = client.StartRun($"experiment-{i % 10}");
            run.LogParam("lr", i * 0.001);
            run.LogParam("optimizer", i % 2 == 0 ? "adam" : "sgd");
            run.SetTag("owner", "benchmark");
            for (var step = 0; step < 20; step++)
            {
                run.LogMetric("loss", 1.0 / (step + 1), step);
                run.LogMetric("accuracy", 1 - (1.0 / (step + 1)), step);
            }
        }
    }

    private static void LookInProcess(string folder, int runs)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(List).Assembly.Location, "list-look", folder]) { RedirectStandardOutput = true };
        start.Environment["DOTNET_TieredCompilation"] = "1";
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        if (said != runs.ToString(System.Globalization.CultureInfo.InvariantCulture))
        {
            throw new InvalidOperationException($"The process that lists {runs} runs said '{said}'.");
        }
    }

    private static async Task<int> CountAsync(FileStore store)
    {
        var count = 0;
        await foreach (var _ in store.Reader.ListRunsAsync())
        {
            count++;
        }

        return count;
    }
}

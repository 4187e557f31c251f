namespace ModelTracking.Benchmarks.Macro;

/// <summary>How long a new process needs to list a store with many finished runs.</summary>
internal static class List
{
    public static int Run(int runs)
    {
        using var scratch = new Scratch();
        using (var client = scratch.Open())
        {
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

        // The first listing in a process also pays for compiling the code: that is what a user of the tool meets.
        var found = 0;
        var cold = Measure.Seconds(() => found = Count(scratch));
        Figure.AtLeast("list.runs", found, "runs", runs);
        Figure.AtMost("list.cold", cold, "s", 1.0 * runs / 10_000);
        Figure.Plain("list.again", Measure.MedianSeconds(3, () => Count(scratch)), "s");
        return Figure.ExitCode;
    }

    private static int Count(Scratch scratch) => CountAsync(scratch).GetAwaiter().GetResult();

    private static async Task<int> CountAsync(Scratch scratch)
    {
        var count = 0;
        await foreach (var _ in scratch.Store().Reader.ListRunsAsync())
        {
            count++;
        }

        return count;
    }
}

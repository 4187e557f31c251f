using ModelTracking.Backends;
using ModelTracking.Reading;
using ModelTracking.Records;

namespace ModelTracking.Benchmarks.Macro;

/// <summary>How long queries take over a store of many finished runs with 50 params and 20 metrics each.</summary>
internal static class Search
{
    private const int Params = 50;
    private const int Metrics = 20;

    private static readonly (string Name, string Query)[] Queries =
    [
        ("metric", "metrics.m0 > 0.9"),
        ("param", "params.p3 = 'value-3'"),
        ("mixed", "metrics.m1 > 0.5 AND (params.p2 IN (0.01, 0.1) OR tags.owner IS NULL) AND min(metrics.m2) < 0.2"),
        ("pattern", "run_name LIKE '%77%' AND params.p5 RLIKE '^value-[0-4]$'"),
        ("computed", "metrics.m3 / params.p0 > 0.4"),
    ];

    public static int Run(int runs)
    {
        using var scratch = new Scratch();
        Fill(scratch, runs).GetAwaiter().GetResult();
        var found = 0;
        Figure.Plain("search.build", Measure.Seconds(() => found = Count(scratch.Store(), "")), "s");
        Figure.AtLeast("search.runs", found, "runs", runs);

        var store = scratch.Store();
        Figure.AtMost("search.cold", Measure.Seconds(() => Count(store, "metrics.m0 > 0.9")), "s", 2.0 * runs / 100_000);
        foreach (var (name, query) in Queries)
        {
            Figure.AtMost($"search.warm.{name}", 1000 * Measure.MedianSeconds(7, () => Count(store, query)), "ms", 50.0 * runs / 100_000);
        }

        Figure.Plain("search.sort", 1000 * Measure.MedianSeconds(7, () => new RunQuery(store.Reader).OrderBy("metrics.m0 DESC").ToIdsAsync().GetAwaiter().GetResult()), "ms");
        Figure.Plain("search.page", 1000 * Measure.MedianSeconds(7, () => new RunQuery(store.Reader).OrderBy("metrics.m0 DESC").ToPageAsync(100).GetAwaiter().GetResult()), "ms");
        Figure.Plain("search.bytes", (double)scratch.Bytes("*.cat") / runs, "B/run");
        GC.Collect();
        Figure.Plain("search.memory", GC.GetTotalMemory(forceFullCollection: true) / 1048576.0, "MB");
        GC.KeepAlive(store);
        return Figure.ExitCode;
    }

    private static int Count(FileStore store, string query) => new RunQuery(store.Reader).Where(query).CountAsync().GetAwaiter().GetResult();

    // Straight through the backend: a client's rules for ending a run would take most of the time.
    private static async Task Fill(Scratch scratch, int runs)
    {
        var random = new Random(1);
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await using var backend = new FileBackend(scratch.Folder);
        for (var i = 0; i < runs; i++)
        {
            var time = start.AddSeconds(i);
            var records = new List<TrackingRecord> { new RunStarted($"experiment-{i % 10}", $"run-{i}") { Time = time } };
            for (var p = 0; p < Params; p++)
            {
                var value = (p % 3) switch
                {
                    0 when p > 0 => ParamValue.Of($"value-{random.Next(20)}"),
                    2 => ParamValue.Of(Math.Pow(10, -random.Next(1, 6))),
                    _ => ParamValue.Of((long)random.Next(1, 1000)),
                };
                records.Add(new ParamLogged($"p{p}", value) { Time = time });
            }

            if (i % 2 == 0)
            {
                records.Add(new TagSet("owner", i % 4 == 0 ? "cv" : "nlp") { Time = time });
            }

            for (var m = 0; m < Metrics; m++)
            {
                records.Add(new MetricsLogged($"m{m}", new[] { new MetricPoint(random.NextDouble(), 0, time), new MetricPoint(random.NextDouble(), 1, time) }));
            }

            records.Add(new RunEnded(RunStatus.Finished) { Time = time.AddSeconds(60) });
            await backend.WriteAsync(new RecordBatch(RunId.New(), "00000001", Number(records)) { IsLast = true }, CancellationToken.None);
        }
    }

    private static TrackingRecord[] Number(List<TrackingRecord> records)
    {
        var next = 1L;
        return [.. records.Select(r =>
        {
            var numbered = r with { Sequence = next };
            next += r.Count;
            return numbered;
        })];
    }
}

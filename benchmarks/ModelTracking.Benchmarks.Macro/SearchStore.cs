using System.Globalization;
using ModelTracking.Backends;
using ModelTracking.Reading;
using ModelTracking.Records;

namespace ModelTracking.Benchmarks.Macro;

/// <summary>A made store of many finished runs, and the same runs in MLflow's tables beside it.</summary>
internal static class SearchStore
{
    private const int Params = 50;
    private const int Metrics = 20;

    public static long Bytes(string folder, string pattern) => new DirectoryInfo(folder).EnumerateFiles(pattern, SearchOption.AllDirectories).Sum(f => f.Length);

    public static async Task FillAsync(string folder, int runs)
    {
        var random = new Random(1);
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var tables = MlflowTables.Create(folder);

        // Straight through the backend: a client's rules for ending a run would take most of the time.
        await using (var backend = new FileBackend(folder))
        {
            for (var i = 0; i < runs; i++)
            {
                var (id, records) = (RunId.New(), Run(random, i, start.AddSeconds(i)));
                tables.Add(id, records);
                await backend.WriteAsync(new RecordBatch(id, "00000001", Number(records)) { IsLast = true }, CancellationToken.None);
            }
        }

        tables.Complete();
        await new RunQuery(FileStore.Open(folder).Reader).CountAsync();
    }

    private static List<TrackingRecord> Run(Random random, int i, DateTimeOffset time)
    {
        var records = new List<TrackingRecord> { new RunStarted($"experiment-{i % 10}", string.Create(CultureInfo.InvariantCulture, $"run-{i}")) { Time = time } };
        for (var p = 0; p < Params; p++)
        {
            var value = (p % 3) switch
            {
                0 when p > 0 => ParamValue.Of($"value-{random.Next(20)}"),
                2 => ParamValue.Of(Math.Round(Math.Pow(10, -random.Next(1, 6)), 6)),
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
        return records;
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

using System.Globalization;
using ModelTracking.Backends;
using ModelTracking.Journal;
using ModelTracking.Reading;
using ModelTracking.Reading.Catalog;
using ModelTracking.Records;

namespace ModelTracking.Benchmarks.Macro;

/// <summary>A made store of many finished runs, and the same runs in MLflow's tables beside it.</summary>
internal static class SearchStore
{
    private const int Params = 50;
    private const int Metrics = 20;
    private const int RealRuns = 2000;
    private const int RowsPerSegment = 4096;
    private const string Writer = "00000001";

    public static long Bytes(string folder, string pattern) => new DirectoryInfo(folder).EnumerateFiles(pattern, SearchOption.AllDirectories).Sum(f => f.Length);

    /// <summary>
    /// Fills a store. The newest runs are logged and sealed as any run is; the others stand in the catalog's files, which are written by the code
    /// that always writes them, and have empty folders: logging 100,000 runs takes half an hour and says nothing about queries, which read none.
    /// </summary>
    /// <param name="folder">The store's folder.</param>
    /// <param name="runs">How many runs.</param>
    /// <param name="real">How many of them are logged.</param>
    /// <param name="hasTables">Whether MLflow's tables are made too.</param>
    public static async Task FillAsync(string folder, int runs, int real = RealRuns, bool hasTables = true)
    {
        real = Math.Min(runs, real);
        using var tables = hasTables ? MlflowTables.Create(folder) : null;
        FillCatalog(folder, runs - real, tables);
        await using (var backend = new FileBackend(folder))
        {
            for (var i = runs - real; i < runs; i++)
            {
                var (id, records) = (RunId.New(), Run(i));
                tables?.Add(id, records);
                await backend.WriteAsync(new RecordBatch(id, Writer, Number(records)) { IsLast = true }, CancellationToken.None);
            }
        }

        tables?.Complete();
        await new RunQuery(FileStore.Open(folder).Reader).CountAsync();
    }

    private static void FillCatalog(string folder, int runs, MlflowTables? tables)
    {
        var layout = StoreMarker.OpenOrCreate(folder);
        Directory.CreateDirectory(layout.Catalog);
        var catalog = new CatalogFolder(layout.Catalog, JournalFiles.Real);
        var segments = new List<CatalogSegment>();
        foreach (var some in Enumerable.Range(0, runs).Chunk(RowsPerSegment))
        {
            segments.Add(catalog.Write(new SummaryRows([.. some.Select(i => Summarize(layout, i, tables))])));
        }

        if (segments.Count > 0)
        {
            catalog.Commit([catalog.Write(new MergedRows(segments, (_, _) => true))]);
            segments.ForEach(catalog.Remove);
        }
    }

    private static (RunSummary Run, long FolderTime) Summarize(StoreLayout layout, int i, MlflowTables? tables)
    {
        var (id, records) = (RunId.New(), Run(i));
        tables?.Add(id, records);
        var summary = new RunSummaryBuilder(id);
        foreach (var record in Number(records))
        {
            summary.Add(Writer, record);
        }

        return (summary.Build(), Directory.CreateDirectory(layout.RunFolder(id)).LastWriteTimeUtc.Ticks);
    }

    private static List<TrackingRecord> Run(int i)
    {
        var random = new Random(i);
        var time = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(i);
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

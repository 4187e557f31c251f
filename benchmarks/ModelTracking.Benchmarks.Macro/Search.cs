using ModelTracking.Analysis.Grouping;
using ModelTracking.Backends;
using ModelTracking.Reading;
using ModelTracking.Records;

namespace ModelTracking.Benchmarks.Macro;

/// <summary>
/// How long queries take over a store of many finished runs with 50 params and 20 metrics each, and how long SQLite takes for the same ones over
/// the same runs in MLflow's tables.
/// </summary>
internal static class Search
{
    private const int Tries = 7;

    // Below it, what a query costs whatever the number of runs is most of its time.
    private const int LeastForBars = 20_000;

    private static readonly (string Name, string Query, string Sql)[] Queries =
    [
        ("metric", "metrics.m0 > 0.9", "SELECT count(*) FROM runs r JOIN latest_metrics m ON m.run_uuid = r.run_uuid AND m.key = 'm0' WHERE m.value > 0.9"),
        ("param", "params.p3 = 'value-3'", "SELECT count(*) FROM runs r JOIN params p ON p.run_uuid = r.run_uuid AND p.key = 'p3' WHERE p.value = 'value-3'"),
        ("mixed", "metrics.m1 > 0.5 AND (params.p2 IN (0.01, 0.1) OR tags.owner IS NULL) AND min(metrics.m2) < 0.2", """
            SELECT count(*) FROM runs r JOIN latest_metrics m ON m.run_uuid = r.run_uuid AND m.key = 'm1'
            WHERE m.value > 0.5
              AND (EXISTS (SELECT 1 FROM params p WHERE p.key = 'p2' AND p.run_uuid = r.run_uuid AND CAST(p.value AS REAL) IN (0.01, 0.1)) OR NOT EXISTS (SELECT 1 FROM tags t WHERE t.key = 'owner' AND t.run_uuid = r.run_uuid))
              AND (SELECT min(value) FROM metrics x WHERE x.run_uuid = r.run_uuid AND x.key = 'm2') < 0.2
            """),
        ("pattern", "run_name LIKE '%77%' AND params.p6 RLIKE '^value-[0-4]$'",
            "SELECT count(*) FROM runs r JOIN params p ON p.run_uuid = r.run_uuid AND p.key = 'p6' WHERE r.name LIKE '%77%' AND p.value REGEXP '^value-[0-4]$'"),
        ("computed", "metrics.m3 / params.p1 > 0.01", "SELECT count(*) FROM runs r JOIN latest_metrics m ON m.run_uuid = r.run_uuid AND m.key = 'm3' JOIN params p ON p.run_uuid = r.run_uuid AND p.key = 'p1' WHERE m.value / CAST(p.value AS REAL) > 0.01"),
        ("recent", "start_time > '2026-01-02' AND status = 'FINISHED'", "SELECT count(*) FROM runs r WHERE r.start_time > 1767312000000 AND r.status = 'FINISHED'"),
    ];

    /// <summary>Fills a folder with runs, for <see cref="Run"/> to measure later, on an idle machine.</summary>
    public static int Fill(int runs, string folder)
    {
        SearchStore.FillAsync(folder, runs).GetAwaiter().GetResult();
        return 0;
    }

    /// <param name="runs">Number of runs.</param>
    /// <param name="folder">A folder that <see cref="Fill"/> has filled; null to fill one now, which takes most of the time.</param>
    public static int Run(int runs, string? folder = null)
    {
        using var scratch = folder is null ? new Scratch() : null;
        folder ??= scratch!.Folder;
        if (scratch is not null)
        {
            Fill(runs, folder);
        }

        SearchFuzz.Run();
        var store = FileStore.Open(folder);
        Figure.AtLeast("search.runs", Count(store, ""), "runs", runs);
        using (var sqlite = MlflowTables.Open(folder))
        {
            Cold(folder, runs);
            foreach (var (name, query, sql) in Queries)
            {
                Compare(name, 50.0 * Math.Max(runs, LeastForBars) / 100_000, () => Count(store, query), () => sqlite.Number(sql));
            }

            Compare("sort", null, () => new RunQuery(store.Reader).OrderBy("metrics.m0 DESC").ToIdsAsync().GetAwaiter().GetResult().Count, () => sqlite.Rows("SELECT r.run_uuid FROM runs r LEFT JOIN latest_metrics m ON m.run_uuid = r.run_uuid AND m.key = 'm0' ORDER BY m.value DESC, r.start_time DESC, r.run_uuid"));
            Compare("page", null, () => new RunQuery(store.Reader).OrderBy("metrics.m0 DESC").Take(100).ToIdsAsync().GetAwaiter().GetResult().Count, () => sqlite.Rows("SELECT r.run_uuid FROM runs r LEFT JOIN latest_metrics m ON m.run_uuid = r.run_uuid AND m.key = 'm0' ORDER BY m.value DESC, r.start_time DESC, r.run_uuid LIMIT 100"));
            Compare("group", null, () => GroupTable.GroupAsync(new RunQuery(store.Reader), "params.p3", new GroupOptions { Values = "metrics.m0" }).GetAwaiter().GetResult().Groups.Count, () => sqlite.Rows("SELECT p.value, count(*), avg(m.value), avg(m.value * m.value) FROM params p JOIN latest_metrics m ON m.run_uuid = p.run_uuid AND m.key = 'm0' WHERE p.key = 'p3' GROUP BY p.value"));
        }

        Figure.Plain("search.page.read", 1000 * Measure.MedianSeconds(Tries, () => new RunQuery(store.Reader).OrderBy("start_time DESC").ToPageAsync(100).GetAwaiter().GetResult()), "ms");
        Figure.Plain("search.bytes", (double)SearchStore.Bytes(folder, "*.cat") / runs, "B/run");
        Figure.Plain("search.sqlite.bytes", (double)SearchStore.Bytes(folder, MlflowTables.FileName) / runs, "B/run");
        GC.Collect();
        Figure.Plain("search.memory", GC.GetTotalMemory(forceFullCollection: true) / 1048576.0, "MB");
        GC.KeepAlive(store);
        return Figure.ExitCode;
    }

    // A reader that has nothing in memory yet, as in a new process; the system's page cache is warm for both.
    private static void Cold(string folder, int runs)
    {
        var ours = Measure.MedianSeconds(3, () => Count(FileStore.Open(folder), Queries[0].Query));
        var theirs = Measure.MedianSeconds(3, () =>
        {
            using var sqlite = MlflowTables.Open(folder);
            sqlite.Number(Queries[0].Sql);
        });
        Figure.AtMost("search.cold", ours, "s", 2.0 * Math.Max(runs, LeastForBars) / 100_000);
        Figure.Plain("search.cold.sqlite", theirs, "s");
        Figure.AtMost("search.ratio.cold", ours / theirs, "of SQLite's time", 1);
    }

    private static void Compare(string name, double? bar, Func<long> ours, Func<long> theirs)
    {
        if (ours() != theirs())
        {
            // Two answers are no comparison.
            Figure.AtMost($"search.{name}.differs", Math.Abs(ours() - theirs()), "runs", 0);
        }

        var (mine, sqlite) = (1000 * Measure.MedianSeconds(Tries, () => ours()), 1000 * Measure.MedianSeconds(Tries, () => theirs()));
        if (bar is { } most)
        {
            Figure.AtMost($"search.warm.{name}", mine, "ms", most);
        }
        else
        {
            Figure.Plain($"search.warm.{name}", mine, "ms");
        }

        Figure.Plain($"search.sqlite.{name}", sqlite, "ms");
        Figure.AtMost($"search.ratio.{name}", mine / sqlite, "of SQLite's time", 1);
    }

    private static int Count(FileStore store, string query) => new RunQuery(store.Reader).Where(query).CountAsync().GetAwaiter().GetResult();
}

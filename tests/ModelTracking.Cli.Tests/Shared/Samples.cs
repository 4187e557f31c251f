using Microsoft.Extensions.Time.Testing;
using ModelTracking.Backends;
using ModelTracking.Records;
using ModelTracking.Tests;

namespace ModelTracking.Cli.Tests.Shared;

/// <summary>Runs of all kinds, the same ones every time: ids, clock and values are fixed.</summary>
internal static class Samples
{
    public const string Baseline = "baseline";
    public const string Diverged = "diverged";
    public const string Grid = "grid";
    public const string Unicode = "Größenmodell-模型-🚀 with a name that goes on and on for ever";
    public const string Fork = "second-thoughts";
    public const string Quiet = "nothing-logged";
    public const string Twin = "twin";

    /// <summary>The moment at which the tool looks at the runs.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    public static RunId Id(int number) => RunId.Parse($"{number:x2}a4c2e8{new string((char)('0' + number), 24)}");

    /// <summary>Logs all of them.</summary>
    public static async Task WriteAsync(params ITrackingBackend[] backends)
    {
        var time = new FakeTimeProvider(Now.AddDays(-3));
        await using var client = Some.Client(o => o.TimeProvider = time, backends);
        await BaselineAsync(client, time);
        time.Advance(TimeSpan.FromHours(20));
        await DivergedAsync(client, time);
        time.Advance(TimeSpan.FromHours(2));
        await GridAsync(client, time);
        time.Advance(TimeSpan.FromMinutes(5));
        await UnicodeAsync(client, time);
        await using (var fork = client.ForkRun(Id(1), 20, new RunOptions { Id = Id(7), Name = Fork }))
        {
            fork.LogMetric("loss", 0.2, 21, "train");
            time.Advance(TimeSpan.FromMilliseconds(340));
        }

        time.SetUtcNow(Now.AddMinutes(-50));
        await using (client.StartRun("scratch", new RunOptions { Id = Id(8), Name = Quiet }))
        {
        }

        foreach (var number in (int[])[9, 10])
        {
            time.Advance(TimeSpan.FromMinutes(7));
            await using var twin = client.StartRun("scratch", new RunOptions { Id = TwinId(number), Name = Twin });
            twin.LogParam("lr", number == 9 ? "auto" : 0.5);
        }
    }

    public static RunId TwinId(int number) => RunId.Parse($"feed{number:x4}{new string('f', 24)}");

    private static async Task BaselineAsync(TrackingClient client, FakeTimeProvider time)
    {
        await using var run = client.StartRun("breast-cancer", new RunOptions { Id = Id(1), Name = Baseline, Description = "The first try, with everything as it comes." });
        run.LogParam("trainer", "sdca");
        run.LogParam("l2", 0.1f);
        run.LogParam("iterations", 40);
        run.LogParam("shuffle", true);
        run.LogParam("schedule.warmup", double.NaN);
        run.CorrectParam("iterations", 60, "typed wrong");
        run.SetTag("git.branch", "main");
        run.SetTag("note", "two\nlines");
        var accuracy = run.Metric("accuracy", "validation", MetricGoal.Maximize);
        var train = run.Metric("loss", "train", MetricGoal.Minimize);
        var validation = run.Metric("loss", "validation", MetricGoal.Minimize);
        run.Log(new MetricDeclared("epoch_time", MetricGoal.None) { Unit = "s" });
        for (var step = 0; step < 60; step++)
        {
            train.Log(0.05 + Math.Exp(-step / 12.0), step);
            validation.Log(0.12 + Math.Exp(-step / 12.0) + (step * 0.0015), step);
            accuracy.Log(0.97 - (0.4 * Math.Exp(-step / 8.0)) - (step > 45 ? 0.01 : 0), step);
            run.LogMetric("epoch_time", 1.25 + (step % 7 / 100.0), step);
            time.Advance(TimeSpan.FromSeconds(3.2));
        }

        run.LogMetric("auc", 0.993);
        run.LogText("{\"accuracy\":0.96}", "evaluation.json");
        run.LogArtifact(new byte[123_456], "model/model.zip", new ArtifactOptions { Step = 59, Caption = "after the last epoch" });
        run.LogEvent("capture.git", "the working tree is clean");
        run.LogEvent("watchdog.plateau", "loss{validation} has not improved for 10 steps", EventSeverity.Warning, 58);
    }

    private static async Task DivergedAsync(TrackingClient client, FakeTimeProvider time)
    {
        var run = client.StartRun("breast-cancer", new RunOptions { Id = Id(2), Name = Diverged });
        run.LogParam("trainer", "sdca");
        run.LogParam("l2", 1e-7);
        run.LogParam("iterations", 40);
        var loss = run.Metric("loss", "train", MetricGoal.Minimize);
        for (var step = 0; step < 12; step++)
        {
            loss.Log(step < 8 ? Math.Pow(3.7, step) : step == 8 ? double.PositiveInfinity : double.NaN, step);
            time.Advance(TimeSpan.FromSeconds(11));
        }

        run.LogEvent("watchdog.nan", "loss{train} is NaN from step 9 on", EventSeverity.Error, 9);
        await run.FailAsync(new InvalidOperationException("The loss is not a number any more."));
    }

    private static async Task GridAsync(TrackingClient client, FakeTimeProvider time)
    {
        await using var grid = client.StartRun("breast-cancer", new RunOptions { Id = Id(3), Name = Grid });
        for (var i = 0; i < 2; i++)
        {
            await using var child = client.StartRun(grid, new RunOptions { Id = Id(4 + i), Name = $"{Grid}-{i + 1}" });
            child.LogParam("l2", Math.Pow(0.1, i + 1));
            child.Metric("accuracy", "validation", MetricGoal.Maximize).Log(0.91 + (i * 0.0123456789), 1);
            time.Advance(TimeSpan.FromMinutes(61));
        }
    }

    private static async Task UnicodeAsync(TrackingClient client, FakeTimeProvider time)
    {
        var run = client.StartRun("sprachmodell-日本語", new RunOptions { Id = Id(6), Name = Unicode });
        run.LogParam("Überschrift", "naïve – \"quoted\", \u001b[31mnot red\u001b[0m");
        run.SetTag("команда", "исследование");
        run.LogMetric("точность", 1234567.891, 1_000_000);
        time.Advance(TimeSpan.FromHours(26));
        run.LogText("…", "результаты/отчёт.txt");
        await run.FinishAsync(RunStatus.Killed);
    }
}

using ModelTracking.Charts;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Tests.Shared;

/// <summary>A run that has logged something of every kind.</summary>
internal static class HeroRun
{
    private static readonly string[] Digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    public static void Log(TrackingClient client)
    {
        var random = new Random(3);
        using var run = client.StartRun("digits", new RunOptions { Id = DemoStore.Hero, Name = "wide-adam-best", Description = "The widest net so far, trained with warm-up. Kept as the one to beat." });
        run.LogParams(new Dictionary<string, object?> { ["optimizer"] = "adam", ["lr"] = 0.001, ["units"] = 512, ["seed"] = 1, ["epochs"] = 400, ["shuffle"] = true, ["schedule.warmup"] = 5 });
        run.CorrectParam("seed", 2, "typed wrong");
        run.SetTag("team", "vision");
        run.SetTag("stage", "candidate");
        var loss = run.Metric("loss", "train", MetricGoal.Minimize);
        var validation = run.Metric("loss", "validation", MetricGoal.Minimize);
        var accuracy = run.Metric("accuracy", "validation", MetricGoal.Maximize);
        var rate = run.Metric("optimizer/learning_rate");
        for (var step = 0; step < 5000; step++)
        {
            var down = Math.Exp(-step / 600.0);
            loss.Log(step == 3210 ? 4.1 : 0.03 + (2.2 * down) + (random.NextDouble() * 0.25), step);
            if (step % 25 == 0)
            {
                validation.Log(0.09 + (2.2 * down) + (random.NextDouble() * 0.04), step);
                accuracy.Log(0.984 - (0.85 * down) + (random.NextDouble() * 0.006), step);
                rate.Log(0.001 * Math.Min(1, step / 500.0) * (1 + Math.Cos(Math.PI * step / 5000)) / 2, step);
                run.LogMetric("optimizer/gradient_norm", (3 * down) + 0.4 + random.NextDouble(), step);
                run.LogMetric("system/cpu.percent", 60 + (20 * Math.Sin(step / 400.0)) + random.NextDouble(), step);
                run.LogMetric("system/memory.bytes", 4e8 + (step * 2e4), step);
            }
        }

        run.LogMetric("test_accuracy", 0.9813);
        Evaluate(run, random);
        Describe(run);
        for (var i = 0; i < 40; i++)
        {
            run.Log(new ConsoleLogged([new ConsoleLine(DateTimeOffset.UtcNow, i % 13 == 12 ? ConsoleSource.Error : ConsoleSource.Out, i % 13 == 12 ? $"warning: learning rate is still warming up at epoch {i}" : $"epoch {i,3}  loss {2.2 * Math.Exp(-i / 9.0):0.0000}  accuracy {1 - Math.Exp(-(i + 1) / 7.0):0.000}")]));
        }

        run.LogEvent("watchdog.spike", "loss{train} jumped to 4.1, 40 times its median", EventSeverity.Warning, 3210);
        run.LogEvent("checkpoint", "kept the model of step 4975", EventSeverity.Information, 4975);
    }

    private static void Evaluate(Run run, Random random)
    {
        run.LogConfusionMatrix("confusion", Digits, [.. Enumerable.Range(0, 10).Select(i => (IReadOnlyList<long>)[.. Enumerable.Range(0, 10).Select(j => i == j ? 170L + random.Next(12) : (long)random.Next(random.Next(5) == 0 ? 5 : 2))])]);
        var scores = Enumerable.Range(0, 600).Select(i => Math.Clamp((i % 2 == 0 ? 0.72 : 0.3) + ((random.NextDouble() - 0.5) * 0.7), 0, 1)).ToArray();
        var labels = Enumerable.Range(0, 600).Select(i => i % 2 == 0).ToArray();
        run.LogRocCurve("roc", scores, labels);
        run.LogPrecisionRecallCurve("precision-recall", scores, labels);
        run.LogFeatureImportance("importance", Enumerable.Range(0, 16).Select(i => new KeyValuePair<string, double>($"pixel_{i / 4}_{i % 4}", Math.Exp(-i / 4.0) * (i % 5 == 4 ? -1 : 1))), "permutation, change of accuracy");
        for (var step = 0; step <= 4000; step += 1000)
        {
            run.LogHistogram("weights/layer1", Enumerable.Range(0, 2000).Select(_ => (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * (1 + (step / 2000.0))).ToArray(), step);
            run.LogImage("samples", Png.Draw(64, 64, (x, y) => (byte)(128 + (127 * Math.Sin((x + (step / 100.0)) / 6.0) * Math.Cos(y / 7.0)))), step, $"generated after {step} steps");
        }
    }

    private static void Describe(Run run)
    {
        run.LogTable("predictions.json", ["image", "actual", "predicted", "score"], Enumerable.Range(0, 150).Select(i => (IReadOnlyList<object?>)[$"digit-{i:000}", i % 10, i % 17 == 0 ? (i + 1) % 10 : i % 10, Math.Round(0.99 - (i % 13 * 0.03), 3)]));
        run.LogText(string.Join('\n', Enumerable.Range(0, 250).Select(i => i == 0 ? "epoch,loss,note" : $"{i},{1.0 / i:0.00000},\"a, \"\"quoted\"\" note\"")), "history.csv");
        run.LogText("# Model card\n\nReads digits of 8 × 8 pixels.\n", "README.md");
        run.LogText("{\"layers\":[64,512,10],\"activation\":\"relu\"}", "config.json");
        run.LogArtifact(new byte[48_000], "models/net/model.zip", new ArtifactOptions { Step = 4975 });
        run.LogText("diff --git a/Train.cs b/Train.cs\n--- a/Train.cs\n+++ b/Train.cs\n@@ -10,3 +10,3 @@\n var net = new Net(\n-    units: 256);\n+    units: 512);\n net.Train();\n", "code/changes.patch", new ArtifactOptions { Kind = "patch", MediaType = "text/x-patch" });
        run.LogText("{\"packages\":[{\"name\":\"Microsoft.ML\",\"version\":\"5.0.1\",\"isDirect\":true},{\"name\":\"TorchSharp\",\"version\":\"0.107.0\",\"isDirect\":true},{\"name\":\"Newtonsoft.Json\",\"version\":\"13.0.3\"}]}", "environment/packages.json", new ArtifactOptions { Kind = "packages" });
        run.Log(new EnvironmentCaptured { Host = "trainer-2", User = "ada", Os = "Debian GNU/Linux 12", Architecture = "x64", Cpu = "AMD EPYC 7763", Cores = 16, MemoryBytes = 64L << 30, Framework = ".NET 10.0.1", Rid = "linux-x64", Sdk = "10.0.401", CommandLine = "dotnet run -- --units 512", WorkingFolder = "/home/ada/digits", ProcessId = 4711, PackageCount = 3, PackagesArtifact = "environment/packages.json", Gpus = [new GpuInfo(0, "NVIDIA A100-SXM4-80GB", 80L << 30)], Variables = new Dictionary<string, string> { ["OMP_NUM_THREADS"] = "8" } });
        run.Log(new CodeCaptured { Commit = "4f2a9c0e7d6b5a4938271605f4e3d2c1b0a99887", Subject = "Widen the second layer", Branch = "wide", Remote = "https://git.example.org/ada/digits.git", IsDirty = true, ChangedFiles = 1, Patch = "code/changes.patch" });
        run.Log(new DatasetLogged("digits", "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08") { Context = "train", Rows = 1437, Bytes = 264_712, Source = "data/digits.csv", Columns = [new ColumnSpec("pixels", "float") { Shape = [64] }, new ColumnSpec("label", "int")] });
        run.Log(new ModelLogged("net", "torchsharp", "models/net") { Step = 4975, Inputs = [new ColumnSpec("pixels", "float") { Shape = [-1, 64] }], Outputs = [new ColumnSpec("scores", "float") { Shape = [-1, 10] }], Metadata = new Dictionary<string, string> { ["TorchSharp"] = "0.107.0" } });
        run.Log(new ResourcesUsed { Duration = TimeSpan.FromMinutes(12.4), CpuTime = TimeSpan.FromMinutes(61), PeakMemoryBytes = 912L << 20, AllocatedBytes = 5L << 30, Collections = 310, CollectionPause = TimeSpan.FromSeconds(1.9) });
    }
}

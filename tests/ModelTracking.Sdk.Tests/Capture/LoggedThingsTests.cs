using ModelTracking.Backends;
using ModelTracking.Capture;
using ModelTracking.Charts;
using ModelTracking.Records;

namespace ModelTracking.Tests.Capture;

public class LoggedThingsTests
{
    private readonly InMemoryBackend _memory = new();

    private async Task<RunSummary> Track(Action<Run> train)
    {
        await using var client = Some.Client(_memory);
        var run = client.StartRun("a");
        train(run);
        await run.FinishAsync();
        return (await _memory.GetRunAsync(run.Id))!;
    }

    [Fact]
    public async Task A_file_of_data_is_known_by_digest_columns_and_rows()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["d.csv"], "a,b,\"c, d\"\n1,2.5,x\n2,3,\"y\ny\"\n");
        var run = await Track(r =>
        {
            r.LogDataset("d", folder["d.csv"], new DatasetOptions { Context = "train" });
            r.LogDataset("all", folder.Path);
        });
        var data = run.Datasets.Single(d => d.Name == "d");
        Assert.Equal("sha256:" + Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(folder["d.csv"]))).ToLowerInvariant(), data.Digest);
        Assert.Equal((2L, "train"), (data.Rows, data.Context));
        Assert.Equal([("a", "long"), ("b", "double"), ("c, d", "string")], data.Columns.Select(c => (c.Name, c.Type)));
        Assert.Equal(2, run.Datasets.Count);
    }

    [Fact]
    public async Task Equal_rows_have_equal_digests_and_cells_cannot_run_into_each_other()
    {
        var run = await Track(r =>
        {
            r.LogDataset("a", [["x", 1], [null, 2.5]]);
            r.LogDataset("b", [new List<object?> { "x", 1 }, [null, 2.5]]);
            r.LogDataset("c", [["x1"], ["", "2.5"]]);
            r.LogDataset("d", new DatasetOptions { Digest = "v7", Source = "https://u:pw@host/d?sig=1" });
        });
        Assert.Equal(run.Datasets[0].Digest, run.Datasets[1].Digest);
        Assert.NotEqual(run.Datasets[0].Digest, run.Datasets[2].Digest);
        Assert.Equal(("v7", "https://host/d"), (run.Datasets[3].Digest, run.Datasets[3].Source));
    }

    [Fact]
    public async Task Data_that_is_not_there_is_told_not_thrown()
    {
        var run = await Track(r => r.LogDataset("d", "/no/such/file.csv"));
        Assert.Empty(run.Datasets);
        Assert.Equal("trouble.ArtifactFailed", Assert.Single(run.Events).Name);
    }

    [Fact]
    public async Task A_model_is_logged_with_files_signature_and_example()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["net.onnx"], "weights");
        var options = new ModelOptions { Step = 5, InputExample = [[1.5f, "x"]] };
        options.Inputs.Add(new ColumnSpec("features", "float") { Shape = [-1, 30] });
        options.Inputs.Add(new ColumnSpec("name", "string"));
        options.Outputs.Add(new ColumnSpec("score", "float"));
        var run = await Track(r => r.LogModel("net", folder["net.onnx"], options));
        var model = Assert.Single(run.Models);
        Assert.Equal(("net", "onnx", "models/net/step-5", 5L), (model.Name, model.Flavor, model.Path, model.Step));
        Assert.Equal([-1L, 30], model.Inputs[0].Shape!);
        Assert.Equal(["models/net/step-5/input_example.json", "models/net/step-5/net.onnx"], run.Artifacts.Select(a => a.Path));
    }

    [Fact]
    public async Task Images_and_histograms_are_kept_by_step()
    {
        var run = await Track(r =>
        {
            r.LogImage("sample", new byte[] { 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1 }, 3, "a cat");
            r.LogImage("sample", new byte[] { 0xff, 0xd8, 0xff, 1 }, 4);
            r.LogImage("bad", new byte[] { 1, 2, 3 });
            r.LogHistogram("w", [1f, 2f, float.NaN], 3, bins: 2);
        });
        Assert.Equal(["charts/w/step-0000000003.json", "images/sample/step-0000000003.png", "images/sample/step-0000000004.jpg"], run.Artifacts.Select(a => a.Path));
        Assert.Equal(("image", "a cat", 3L), (run.Artifacts[1].Kind, run.Artifacts[1].Caption, run.Artifacts[1].Step));
        Assert.Equal("trouble.InvalidValue", Assert.Single(run.Events).Name);
    }

    [Fact]
    public void Charts_come_back_from_JSON_as_they_were()
    {
        Chart[] charts =
        [
            Histogram.Of([1.0, 2, 2, 3, double.NaN], 2),
            ConfusionMatrix.Of([0, 1, 1], [0, 1, 0], ["cat", "dog"]),
            Curve.Roc([0.9, 0.8, 0.3], [true, false, true]),
            new FeatureImportance([new FeatureWeight("age", 0.5) { Error = 0.1 }]) { Method = "gain" },
        ];
        foreach (var chart in charts)
        {
            var json = chart.ToJson();
            var read = Chart.Parse(new MemoryStream(json));
            Assert.Equal(chart.GetType(), read.GetType());
            Assert.Equal(json, read.ToJson());
            Assert.Contains($"\"type\":\"{chart.Kind}\"", System.Text.Encoding.UTF8.GetString(json), StringComparison.Ordinal);
        }

        Assert.Throws<System.Text.Json.JsonException>(() => Chart.Parse(new MemoryStream("{\"type\":\"sunburst\"}"u8.ToArray())));
        Assert.Throws<System.Text.Json.JsonException>(() => Chart.Parse(new MemoryStream("not json"u8.ToArray())));
    }

    [Fact]
    public void Curves_are_what_the_textbook_says()
    {
        var roc = Curve.Roc([0.9, 0.8, 0.7, 0.6, 0.5], [true, true, false, true, false]);
        Assert.Equal([0, 0, 0, 0.5, 0.5, 1], roc.X);
        Assert.Equal(5.0 / 6, roc.Area!.Value, 12);
        var pr = Curve.PrecisionRecall([0.9, 0.8, 0.7], [true, false, true]);
        Assert.Equal((0.5 * 1) + (0.5 * 2 / 3), pr.Area!.Value, 12);
        var calibration = Curve.Calibration([0.1, 0.2, 0.9, 1.0], [false, true, true, true], bins: 2);
        Assert.Equal([0.15, 0.95], calibration.X.Select(x => Math.Round(x, 12)));
        Assert.Equal([0.5, 1], calibration.Y);
        var big = Curve.Roc([.. Enumerable.Range(0, 5000).Select(i => (double)i)], [.. Enumerable.Range(0, 5000).Select(i => i % 3 == 0)]);
        Assert.Equal((1000, 1.0, 1.0), (big.X.Count, big.X[^1], big.Y[^1]));
        Assert.Throws<ArgumentException>(() => Curve.Roc([1, 2], [true, true]));
    }

    [Fact]
    public void Histograms_count_every_finite_value_once()
    {
        var values = Enumerable.Range(0, 10_000).Select(i => Math.Sin(i)).Append(double.PositiveInfinity).ToArray();
        var histogram = Histogram.Of(values, 10);
        Assert.Equal((10_000, 1), (histogram.Counts.Sum(), histogram.NotFinite));
        Assert.Equal(11, histogram.Edges.Count);
        Assert.Equal(2, Histogram.Of([double.MinValue, double.MaxValue], 4).Counts.Sum());
        Assert.Equal(3, Histogram.Of([5f, 5f, 5f]).Counts.Sum());
        Assert.Equal(0, Histogram.Of(ReadOnlySpan<double>.Empty).Counts.Sum());
    }

    [Fact]
    public async Task A_nested_run_tells_its_parents_code_and_leaves_the_console_to_it()
    {
        await using var client = Some.Client(o => (o.Capture.Environment, o.Capture.Code) = (true, true), _memory);
        var parent = client.StartRun("a");
        var child = client.StartRun(parent);
        await child.FinishAsync();
        await parent.FinishAsync();
        var (one, two) = ((await _memory.GetRunAsync(parent.Id))!, (await _memory.GetRunAsync(child.Id))!);
        Assert.Equal(one.Code[0].Commit, two.Code[0].Commit);
        Assert.Equal(one.Environments[0].PackageCount, two.Environments[0].PackageCount);
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused_when_the_client_is_opened() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Some.Client(o => o.Capture.SystemMetricsInterval = TimeSpan.Zero, _memory));
}

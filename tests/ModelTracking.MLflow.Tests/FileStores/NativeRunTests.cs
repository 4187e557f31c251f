using FsCheck;
using FsCheck.Xunit;
using ModelTracking.Backends;
using ModelTracking.MLflow.FileStores;
using ModelTracking.Records;
using ModelTracking.Tests;

namespace ModelTracking.MLflow.Tests.FileStores;

/// <summary>Runs of ours, written as a file store and read back from it.</summary>
public sealed class NativeRunTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private async Task<RunSummary> LogAsync(Action<Run> log, string store = "store")
    {
        RunId id;
        await using (var client = Some.Client(new FileBackend(_folder[store])))
        {
            var run = client.StartRun("digits", new RunOptions { Name = "sdca", Description = "A note" });
            log(run);
            await run.FinishAsync();
            id = run.Id;
        }

        return (await Backends.FileStore.Open(_folder[store]).Reader.GetRunAsync(id))!;
    }

    [Fact]
    public async Task A_run_is_written_with_all_that_MLflow_shows()
    {
        await File.WriteAllTextAsync(_folder["model.zip"], "model");
        var run = await LogAsync(r =>
        {
            r.LogParam("l2", 0.1f);
            r.SetTag("team", "vision");
            r.LogMetric("loss", 0.5, 3);
            r.Metric("loss", "train").Log(double.NaN, 1);
            r.LogText("hello", "notes/a.txt");
            r.LogDataset("iris", new DatasetOptions { Digest = "sha256:0123456789abcdef", Context = "train", Rows = 150, Columns = { new ColumnSpec("x", "float") } });
            r.LogModel("classifier", _folder["model.zip"], new ModelOptions { Inputs = { new ColumnSpec("x", "float") } });
        });
        await Mlruns.ExportAsync(_folder["store"], _folder["mlruns"]);
        var at = _folder[$"mlruns/{MlrunsNames.ExperimentId("digits")}/{run.Id}"];
        Assert.Equal("0.1", await File.ReadAllTextAsync($"{at}/params/l2"));
        Assert.Equal("A note", await File.ReadAllTextAsync($"{at}/tags/mlflow.note.content"));
        Assert.Equal("sdca", await File.ReadAllTextAsync($"{at}/tags/mlflow.runName"));
        Assert.Matches(@"^\d{13} 0\.5 3\n$", await File.ReadAllTextAsync($"{at}/metrics/loss"));
        Assert.Matches(@"^\d{13} nan 1\n$", await File.ReadAllTextAsync($"{at}/metrics/train/loss"));
        Assert.Equal("hello", await File.ReadAllTextAsync($"{at}/artifacts/notes/a.txt"));
        Assert.Contains("signature:", await File.ReadAllTextAsync($"{at}/artifacts/models/classifier/MLmodel"), StringComparison.Ordinal);
        Assert.Contains("\"artifact_path\":\"models/classifier\"", await File.ReadAllTextAsync($"{at}/tags/mlflow.log-model.history"), StringComparison.Ordinal);
        Assert.Contains("name: iris\n", await File.ReadAllTextAsync(Directory.GetFiles(_folder[$"mlruns/{MlrunsNames.ExperimentId("digits")}/datasets"], "meta.yaml", SearchOption.AllDirectories).Single()), StringComparison.Ordinal);
        Assert.Single(Directory.GetDirectories($"{at}/inputs"));
    }

    [Fact]
    public async Task Keys_that_are_folders_of_others_are_written_beside_them()
    {
        var run = await LogAsync(r =>
        {
            r.LogMetric("loss", 1, 1);
            r.LogMetric("loss/train", 2, 1);
            r.LogParam("opt", "adam");
            r.LogParam("opt/lr", 0.1);
            r.SetTag("a", "1");
            r.SetTag("a/b", "2");
        });
        var report = await Mlruns.ExportAsync(_folder["store"], _folder["mlruns"]);
        var at = _folder[$"mlruns/{MlrunsNames.ExperimentId("digits")}/{run.Id}"];
        string[] Keys(string part) => [.. Folder.Files($"{at}/{part}").Select(f => f.Key)];
        Assert.Collection(Keys("metrics").Where(k => k.StartsWith("loss", StringComparison.Ordinal)), k => Assert.Matches("^loss-[0-9a-f]{8}$", k), k => Assert.Equal("loss/train", k));
        Assert.Collection(Keys("params"), k => Assert.Matches("^opt-[0-9a-f]{8}$", k), k => Assert.Equal("opt/lr", k));
        Assert.Contains("a/b", Keys("tags"));
        Assert.Equal(3, report.Problems.Count);
        Assert.All(report.Problems, p => Assert.Contains("is a folder", p, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_model_with_a_path_for_a_name_does_not_hide_the_others_and_a_deleted_version_keeps_its_number()
    {
        await File.WriteAllTextAsync(_folder["model.zip"], "model");
        var run = await LogAsync(r => r.LogModel("classifier", _folder["model.zip"]));
        await using (var client = Some.Client(new FileBackend(_folder["store"])))
        {
            client.Models.Register("top 5%", run, "models/classifier/model.zip");
            client.Models.Register("top 5%", run, "models/classifier/model.zip").Delete("wrong");
        }

        await Mlruns.ExportAsync(_folder["store"], _folder["mlruns"]);
        var model = Assert.Single(Directory.GetDirectories(_folder["mlruns/models"]));
        Assert.Matches("top 5_-[0-9a-f]{8}$", model);
        Assert.Contains($"name: {Path.GetFileName(model)}\n", await File.ReadAllTextAsync($"{model}/meta.yaml"), StringComparison.Ordinal);
        Assert.Contains("current_stage: Deleted_Internal\n", await File.ReadAllTextAsync($"{model}/version-2/meta.yaml"), StringComparison.Ordinal);
        Assert.Contains("version: 2\n", await File.ReadAllTextAsync($"{model}/version-2/meta.yaml"), StringComparison.Ordinal);
        Assert.False(Directory.Exists($"{model}/version-2/artifacts"));
        await Mlruns.ExportAsync(_folder["store"], _folder["mlruns"]);
        Assert.Equal(2, Directory.GetDirectories(model, "version-*").Length);
    }

    [Fact]
    public async Task A_registered_model_is_written_with_its_files_and_aliases()
    {
        await File.WriteAllTextAsync(_folder["model.zip"], "model");
        var run = await LogAsync(r => r.LogModel("classifier", _folder["model.zip"]));
        await using (var client = Some.Client(new FileBackend(_folder["store"])))
        {
            client.Models.Register("classifier", run, "models/classifier/model.zip", "champion").SetStage("Staging").SetTag("checked", "yes");
        }

        var report = await Mlruns.ExportAsync(_folder["store"], _folder["mlruns"]);
        var at = _folder["mlruns/models/classifier"];
        var version = await File.ReadAllTextAsync($"{at}/version-1/meta.yaml");
        Assert.Equal(1, report.Models);
        Assert.Equal("1", await File.ReadAllTextAsync($"{at}/aliases/champion"));
        Assert.Contains("champion: '1'", await File.ReadAllTextAsync($"{at}/meta.yaml"), StringComparison.Ordinal);
        Assert.Contains("current_stage: Staging\n", version, StringComparison.Ordinal);
        Assert.Matches($"run_id: '?{run.Id}'?\n", version);
        Assert.Contains("version: 1\n", version, StringComparison.Ordinal);
        Assert.Equal("yes", await File.ReadAllTextAsync($"{at}/version-1/tags/checked"));
        Assert.Single(Directory.GetFiles($"{at}/version-1/artifacts", "model.zip", SearchOption.AllDirectories));
    }

    [Property(MaxTest = 25)]
    public bool Any_run_comes_back_as_it_was(NonEmptyArray<double> values, NonEmptyString text, int step, PositiveInt seed)
    {
        var name = $"n{Guid.NewGuid():N}";
        var said = string.Concat(text.Get.Where(c => !char.IsSurrogate(c)));
        var before = LogAsync(
            r =>
            {
                r.LogParam("text", said);
                r.LogParam("seed", seed.Get);
                r.SetTag("tag", said);
                for (var i = 0; i < values.Get.Length; i++)
                {
                    r.LogMetric("m/x", values.Get[i], (long)step + i);
                }
            },
            name).GetAwaiter().GetResult();
        Mlruns.ExportAsync(_folder[name], _folder[$"{name}-out"]).GetAwaiter().GetResult();
        Mlruns.ImportAsync(_folder[$"{name}-out"], _folder[$"{name}-back"]).GetAwaiter().GetResult();
        var reader = Backends.FileStore.Open(_folder[$"{name}-back"]).Reader;
        var after = reader.GetRunAsync(before.Id).GetAwaiter().GetResult()!;
        var points = reader.ReadPointsAsync(before.Id, "m/x").GetAwaiter().GetResult();
        return after.Name == before.Name && after.Description == before.Description && after.Experiment == before.Experiment && after.Status == before.Status
            && after.Params.Select(p => $"{p.Key}={p.Value}").Order().SequenceEqual(before.Params.Select(p => $"{p.Key}={p.Value}").Order())
            && after.Tags["tag"] == said
            && points.Select(p => (BitConverter.DoubleToInt64Bits(p.Value), p.RawStep)).SequenceEqual(values.Get.Select((v, i) => (BitConverter.DoubleToInt64Bits(v), (long)step + i)));
    }

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(1, "1.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(1e-300, "1e-300")]
    [InlineData(double.MaxValue, "1.7976931348623157e+308")]
    [InlineData(123456789.12345679, "123456789.12345679")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(1e16, "1e+16")]
    [InlineData(12345678901234567890, "1.2345678901234567e+19")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(-2.5e-7, "-2.5e-07")]
    [InlineData(double.Epsilon, "5e-324")]
    [InlineData(double.NegativeInfinity, "-inf")]
    public void A_number_is_printed_as_Python_prints_it(double value, string printed) => Assert.Equal(printed, PythonNumber.Print(value));

    [Property]
    public bool Every_number_reads_back_as_it_was(double value) =>
        PythonNumber.TryParse(PythonNumber.Print(value), out var back) && BitConverter.DoubleToInt64Bits(back) == BitConverter.DoubleToInt64Bits(value);
}

using ModelTracking.Backends;
using ModelTracking.Neptune;
using ModelTracking.Reading;
using ModelTracking.Records;
using Parquet;
using Parquet.Schema;
using Parquet.Serialization;

namespace ModelTracking.Tests.Neptune;

public sealed class NeptuneImportTests : IDisposable
{
    private static readonly string Fixtures = Path.Combine(AppContext.BaseDirectory, "Fixtures");
    private readonly InMemoryBackend _memory = new();
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private Task<NeptuneImportReport> Import(string folder) => NeptuneImport.ReadAsync(folder, new RunImporter(_memory, _memory));

    private async Task<RunSummary> Run(string name) => (await new RunQuery(_memory).Where($"run_name = '{name}'").FirstOrDefaultAsync())!;

    private async Task<(long?, double)[]> Points(RunSummary run, MetricKey key) => [.. (await _memory.ReadPointsAsync(run.Id, key)).Select(p => (p.Step, p.Value))];

    [Fact]
    public async Task An_offline_folder_of_the_1x_client_is_taken_over_whole()
    {
        var report = await Import(Path.Combine(Fixtures, "client-1x"));
        Assert.Equal(2, report.Runs.Count);
        var run = await Run("baseline");
        Assert.Equal("first try, \"quoted\" é中\n line2", run.Description);
        Assert.Equal("resnet18", run.Tags["sys/tags"]);
        Assert.Equal("ablation", run.Tags["sys/group_tags"]);
        Assert.Equal(0.001, run.Param("parameters/lr")!.Value.ToObject());
        Assert.Equal(64L, run.Param("parameters/batch_size")!.Value.ToObject());
        Assert.Equal(true, run.Param("parameters/amp")!.Value.ToObject());
        Assert.Null(run.Param("tmp"));
        Assert.Equal([(0L, 1.5), (1L, 1.25), (2L, double.NaN), (3L, double.PositiveInfinity), (4L, double.NegativeInfinity)], await Points(run, "metrics/loss"));
        Assert.Equal([(0L, 0.1), (500_000L, 0.2), (1_000_000L, 0.4)], await Points(run, new MetricKey("metrics/accuracy", MetricContext.FromString("step=millionths"))));
        Assert.Equal(new DateTimeOffset(2025, 11, 3, 9, 15, 0, TimeSpan.Zero), run.StartTime);
        Assert.Equal("hello neptune", await Text(run, "data/note.txt"));
        Assert.Contains(run.Artifacts, a => a.Path == "source_code/diff.patch");
        Assert.Contains(run.Artifacts, a => a.Path == "train/preview/0.png");
        Assert.Contains(report.Problems, p => p.Contains("/data/train/weights.bin", StringComparison.Ordinal));
        Assert.Contains(report.Problems, p => p.Contains("src/*.py", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_half_sent_folder_gives_everything_that_is_still_there()
    {
        await Import(Path.Combine(Fixtures, "client-1x"));
        var run = (await new RunQuery(_memory).Where("tags.`neptune.run_id` LIKE '5b0a4d0c%'").FirstOrDefaultAsync())!;
        var loss = await Points(run, "metrics/loss");
        Assert.Equal(Enumerable.Range(22, loss.Length).Select(i => (long?)i), loss.Select(p => p.Item1));
        Assert.True(loss.Length > 30);
    }

    [Fact]
    public async Task Spools_of_the_3x_client_keep_forks_previews_histograms_and_tags()
    {
        var report = await Import(Path.Combine(Fixtures, "client-scale"));
        Assert.Equal(3, report.Runs.Count);
        var parent = await Named("seabird-4");
        var fork = await Named("seabird-5");
        Assert.Equal(("team-alpha/project-x", "seabird-flying-skills"), (parent.Experiment, parent.Name));
        Assert.Equal((parent.Id, 3L), (fork.ForkedFrom!.Value, fork.ForkStep!.Value));
        Assert.Equal([0L, 1L, 2L, 3L, 4L], (await Points(parent, "metrics/loss")).Select(p => p.Item1!.Value));
        Assert.Equal([(4L, 0.1)], (await Points(fork, "metrics/loss")).Take(1).Select(p => (p.Item1!.Value, p.Item2)));
        Assert.Equal(64L, parent.Param("parameters/batch_size")!.Value.ToObject());
        Assert.Contains("{\"step\":5,", await Text(parent, "series/hist/w.jsonl"), StringComparison.Ordinal);
        Assert.Contains("epoch 5 done", await Text(parent, "series/logs/stdout.jsonl"), StringComparison.Ordinal);
        Assert.Equal("epoch 5 done", Assert.Single(parent.Console!.Tail).Text);
        Assert.Contains(report.Problems, p => p.Contains("/data/train/weights.bin", StringComparison.Ordinal));
        Assert.Equal([1.5], (await Points(await Named("old-1"), "metrics/loss")).Select(p => p.Item2));
    }

    [Fact]
    public async Task The_same_folder_twice_is_imported_once()
    {
        await Import(Fixtures);
        var before = await Everything();
        var again = await Import(Fixtures);
        Assert.All(again.Runs, r => Assert.Equal((false, 0L, 0), (r.IsNew, r.Points, r.Values)));
        Assert.Equal(before, await Everything());
    }

    [Fact]
    public async Task A_folder_that_has_grown_adds_what_is_new_and_a_cut_line_is_told()
    {
        var folder = Directory.CreateDirectory(_folder[".neptune/offline/run__11111111-2222-4333-8444-555555555555__1__a"]).FullName;
        var line = """{"obj": {"type": "LogFloats", "path": ["loss"], "values": [{"value": 1, "step": 0, "ts": 1762161300.0}]}, "version": 1, "at": 1}""";
        await File.WriteAllTextAsync(Path.Combine(folder, "data-1.log"), line + "\n" + line[..40]);
        Assert.Contains("cut off", Assert.Single((await Import(_folder["."])).Problems), StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder, "data-1.log"), line + "\n" + line.Replace("\"step\": 0", "\"step\": 1", StringComparison.Ordinal) + "\n");
        Assert.Equal((false, 1L), (await Import(_folder["."])).Runs.Select(r => (r.IsNew, r.Points)).Single());
        Assert.Equal([(0L, 1.0), (1L, 1.0)], await Points(await Run("11111111-2222-4333-8444-555555555555"), "loss"));
    }

    [Theory]
    [InlineData(18, 6)]
    [InlineData(28, 6)]
    public async Task Output_of_the_exporter_is_taken_over(int precision, int scale)
    {
        await WriteExport(precision, scale, part: 0);
        var report = await Import(_folder["exports"]);
        Assert.Empty(report.Problems);
        var run = await Run("wing-study");
        Assert.Equal(("team/project", RunStatus.Failed), (run.Experiment, run.Status));
        Assert.Equal(0.5, run.Param("config/rate")!.Value.ToObject());
        Assert.Equal("a, b", run.Tags["sys/tags"]);
        Assert.Equal([(0L, 1.0), (1_500_000L, 0.5)], await Points(run, new MetricKey("metrics/loss", MetricContext.FromString("step=millionths"))));
        Assert.Equal("weights", await Text(run, "model/weights.bin"));
        Assert.Contains("\"edges\":[0,1,2]", await Text(run, "series/hist.jsonl"), StringComparison.Ordinal);
        Assert.All((await Import(_folder["exports"])).Runs, r => Assert.Equal((false, 0L, 0), (r.IsNew, r.Points, r.Values)));
    }

    [Fact]
    public async Task An_export_that_was_not_finished_is_told_and_left_out()
    {
        await WriteExport(18, 6, part: 1);
        Assert.Contains("no part 0", Assert.Single((await Import(_folder["exports"])).Problems), StringComparison.Ordinal);
        Assert.Empty(await _memory.ListRunsAsync().ToListAsync());
    }

    [Fact]
    public async Task A_folder_with_nothing_of_Neptunes_is_refused()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => Import(Directory.CreateDirectory(_folder["empty"]).FullName));
        await Assert.ThrowsAsync<DirectoryNotFoundException>(() => Import(_folder["nowhere"]));
        await File.WriteAllTextAsync(_folder["empty/a.sqlite3"], "no database");
        Assert.Single((await Import(_folder["empty"])).Problems);
    }

    private async Task<RunSummary> Named(string id) => (await new RunQuery(_memory).Where($"tags.`neptune.run_id` = '{id}'").FirstOrDefaultAsync())!;

    private async Task<string> Text(RunSummary run, string path)
    {
        using var reader = new StreamReader(await _memory.OpenArtifactAsync(run.Id, path));
        return await reader.ReadToEndAsync();
    }

    private async Task<string> Everything()
    {
        var runs = await _memory.ListRunsAsync().ToListAsync();
        return string.Join('\n', runs.OrderBy(r => r.Id).Select(r => $"{r.Id} {r.Name} {r.StartTime:O} {r.EndTime:O} {r.Status} {r.Params.Count} {r.Artifacts.Count} {r.Tags.Count} {string.Join(',', r.Metrics.Select(m => $"{m.MetricKey}={m.Count}"))}"));
    }

    // As the column table of neptune-exporter has it.
    private async Task WriteExport(int precision, int scale, int part)
    {
        var schema = new ParquetSchema(
            new DataField("project_id", typeof(string)), new DataField("run_id", typeof(string)), new DataField("attribute_path", typeof(string)), new DataField("attribute_type", typeof(string)),
            new DecimalDataField("step", precision, scale, isNullable: true),
            new DateTimeDataField("timestamp", DateTimeFormat.Timestamp, isAdjustedToUTC: true, unit: DateTimeTimeUnit.Millis, isNullable: true),
            new DataField<long?>("int_value"), new DataField<double?>("float_value"), new DataField("string_value", typeof(string)), new DataField<bool?>("bool_value"),
            new DateTimeDataField("datetime_value", DateTimeFormat.Timestamp, isAdjustedToUTC: true, unit: DateTimeTimeUnit.Millis, isNullable: true),
            new ListField("string_set_value", new DataField("element", typeof(string))),
            new StructField("file_value", new DataField("path", typeof(string))),
            new StructField("histogram_value", new DataField("type", typeof(string)), new ListField("edges", new DataField<double?>("element")), new ListField("values", new DataField<double?>("element"))));
        var time = new DateTime(2025, 11, 3, 9, 15, 0, DateTimeKind.Utc);
        IDictionary<string, object?> Row(string path, string type, params (string Column, object Value)[] cells)
        {
            var row = new Dictionary<string, object?> { ["project_id"] = "team/project", ["run_id"] = "wing-1", ["attribute_path"] = path, ["attribute_type"] = type };
            foreach (var (column, value) in cells)
            {
                row[column] = value;
            }

            return row;
        }

        List<IDictionary<string, object?>> rows =
        [
            Row("sys/name", "string", ("string_value", "wing-study")),
            Row("sys/failed", "bool", ("bool_value", true)),
            Row("sys/creation_time", "datetime", ("datetime_value", time)),
            Row("sys/tags", "string_set", ("string_set_value", new List<ReadOnlyMemory<char>?> { "b".AsMemory(), "a".AsMemory() })),
            Row("config/rate", "float", ("float_value", 0.5)),
            Row("config/layers", "int", ("int_value", 3L)),
            Row("metrics/loss", "float_series", ("float_value", 1.0), ("step", 0m), ("timestamp", time)),
            Row("metrics/loss", "float_series", ("float_value", 0.5), ("step", 1.5m), ("timestamp", time.AddSeconds(1))),
            Row("model/weights", "file", ("file_value", new Dictionary<string, object> { ["path"] = "team_project-1/wing-1/model/weights/weights.bin" })),
            Row("hist", "histogram_series", ("step", 1m), ("timestamp", time), ("histogram_value", new Dictionary<string, object> { ["type"] = "COUNTING", ["edges"] = new List<double?> { 0, 1, 2 }, ["values"] = new List<double?> { 3, 4 } })),
        ];
        var data = Directory.CreateDirectory(_folder["exports/data/team_project-1"]).FullName;
        await using (var file = File.Create(Path.Combine(data, $"wing-1_part_{part}.parquet")))
        {
            await ParquetSerializer.SerializeUntypedAsync(rows, schema, file);
        }

        var weights = _folder["exports/files/team_project-1/wing-1/model/weights/weights.bin"];
        Directory.CreateDirectory(Path.GetDirectoryName(weights)!);
        await File.WriteAllTextAsync(weights, "weights");
    }
}

using System.Text;
using System.Text.Json;
using ModelTracking.Backends;
using ModelTracking.Export;
using ModelTracking.Reading;
using ModelTracking.Records;
using Parquet;
using Parquet.Serialization;

namespace ModelTracking.Tests.Export;

public sealed class ExportTests : IAsyncLifetime, IDisposable
{
    private readonly InMemoryBackend _memory = new();
    private readonly TempFolder _folder = new();

    public async Task InitializeAsync()
    {
        await using var client = Some.Client(_memory);
        for (var i = 0; i < 3; i++)
        {
            await using var run = client.StartRun("iris", new RunOptions { Name = i == 2 ? "odd, \"quoted\"\nname" : $"run-{i}", Description = i == 0 ? "first" : null });
            run.LogParam("lr", i == 1 ? 1 : 0.1 * (i + 1));
            run.LogParam("epochs", 10L + i);
            run.LogParam("shuffle", i == 0);
            run.LogParam("mixed", i == 0 ? "auto" : i);
            run.Metric("accuracy", goal: MetricGoal.Maximize).Log(0.9, 0);
            run.Metric("accuracy").Log(i == 1 ? double.NaN : 0.1 + 0.2, 1);
            run.LogMetric("loss", 1e-300, 7, "train");
            if (i == 0)
            {
                run.SetTag("team", "Größe");
            }
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    private async Task<byte[]> Write(TableFormat format, ExportOptions? options = null, string query = "ORDER BY params.epochs")
    {
        using var bytes = new MemoryStream();
        Assert.True(await RunExport.WriteAsync(new RunQuery(_memory).Where(query), format, bytes, options) > 0);
        return bytes.ToArray();
    }

    [Fact]
    public async Task Csv_has_a_column_for_everything_and_exact_numbers()
    {
        var lines = Encoding.UTF8.GetString(await Write(TableFormat.Csv)).Split("\r\n");
        Assert.StartsWith("run_id,run_name,experiment,status,start_time,", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(",params.epochs,params.lr,params.mixed,params.shuffle,best(metrics.accuracy),metrics.accuracy,metrics.loss[train],tags.team", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(",10,0.1,auto,true,0.9,0.30000000000000004,1E-300,Größe", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",11,1,1,false,0.9,NaN,1E-300,", lines[2], StringComparison.Ordinal);
        Assert.Contains("\"odd, \"\"quoted\"\"\nname\"", lines[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://evil.example\")")]
    [InlineData("+cmd|' /C calc'!A0")]
    [InlineData("-2+3+cmd|' /C calc'!A0")]
    [InlineData("@SUM(1)")]
    [InlineData("\t=1+1")]
    [InlineData("\r=1+1")]
    [InlineData("\uFF1D1+1")]
    [InlineData("'=already marked")]
    [InlineData("'just quoted'")]
    public async Task T41_A_text_that_a_spreadsheet_would_run_is_marked_in_a_table_and_imported_as_it_was(string text)
    {
        var memory = new InMemoryBackend();
        await using (var client = Some.Client(memory))
        {
            await using var run = client.StartRun(text, new RunOptions { Name = text });
            run.LogParam("p", text);
            run.LogParam("number", -5);
            run.LogMetric("m", -0.5, 0);
            run.SetTag("t", text);
        }

        foreach (var options in new[] { null, new ExportOptions { Columns = "run_name, params.p" }, new ExportOptions { Points = true } })
        {
            using var bytes = new MemoryStream();
            await RunExport.WriteAsync(new RunQuery(memory), TableFormat.Csv, bytes, options);
            using var csv = new CsvHelper.CsvReader(new StringReader(Encoding.UTF8.GetString(bytes.ToArray())), System.Globalization.CultureInfo.InvariantCulture);
            while (await csv.ReadAsync())
            {
                for (var i = 0; i < csv.Parser.Count; i++)
                {
                    Assert.True(csv.Parser[i].Length == 0 || !"=+-@\t\r\n\uFF1D".Contains(csv.Parser[i][0], StringComparison.Ordinal) || csv.Parser[i] is "-5" or "-0.5", csv.Parser[i]);
                }
            }
        }

        await using (var file = File.Create(_folder["runs.csv"]))
        {
            await RunExport.WriteAsync(new RunQuery(memory), TableFormat.Csv, file);
        }

        var again = new InMemoryBackend();
        await RunImport.ReadAsync(_folder["runs.csv"], new RunImporter(again, again));
        var imported = Assert.Single(await again.ListRunsAsync().ToListAsync());
        Assert.Equal((text, text, text, "-5"), (imported.Name, imported.Param("p").ToString(), imported.Tags["t"], imported.Param("number").ToString()));
    }

    [Fact]
    public async Task T50_A_changed_copy_of_a_finished_run_adds_to_its_journal_and_takes_nothing_out_of_it()
    {
        await using (var file = File.Create(_folder["runs.csv"]))
        {
            await RunExport.WriteAsync(new RunQuery(_memory), TableFormat.Csv, file);
        }

        var original = (await _memory.ListRunsAsync().ToListAsync()).Single(r => r.Name == "run-0");
        var records = (await _memory.ReadRecordsAsync(original.Id).ToListAsync()).SelectMany(b => b.Records).ToArray();
        await File.WriteAllTextAsync(_folder["runs.csv"], (await File.ReadAllTextAsync(_folder["runs.csv"])).Replace(",10,0.1,auto,", ",10,99,forged,", StringComparison.Ordinal));
        await RunImport.ReadAsync(_folder["runs.csv"], new RunImporter(_memory, _memory));
        var after = (await _memory.ReadRecordsAsync(original.Id).ToListAsync()).SelectMany(b => b.Records).ToArray();
        Assert.All(records, r => Assert.Contains(after, a => a.GetType() == r.GetType() && a.Sequence == r.Sequence && a.Time == r.Time));
        Assert.True(after.OfType<ParamLogged>().Single(p => p.Value.ToString() == "99").IsCorrection);
        Assert.Equal("imported again", after.OfType<ParamLogged>().Single(p => p.Value.ToString() == "forged").Reason);
        Assert.Equal(2, (await _memory.ReadPointsAsync(original.Id, "accuracy")).Count);
    }

    [Fact]
    public async Task Parquet_columns_are_typed()
    {
        using var bytes = new MemoryStream(await Write(TableFormat.Parquet));
        var rows = await ParquetSerializer.DeserializeUntypedAsync(bytes);
        Assert.Equal(typeof(double), rows.Schema.FindDataField("params.lr").ClrType);
        Assert.Equal(typeof(long), rows.Schema.FindDataField("params.epochs").ClrType);
        Assert.Equal(typeof(bool), rows.Schema.FindDataField("params.shuffle").ClrType);
        Assert.Equal(typeof(DateTime), rows.Schema.FindDataField("start_time").ClrType);
        Assert.Equal([0.1, 1, 0.1 * 3], rows.Data.Select(r => (double)r["params.lr"]));
        Assert.Equal(["auto", "1", "2"], rows.Data.Select(r => (string)r["params.mixed"]));
        Assert.True(double.IsNaN((double)rows.Data[1]["metrics.accuracy"]));
        Assert.Null(rows.Data[1].TryGetValue("tags.team", out var none) ? none : null);
    }

    [Fact]
    public async Task Json_lines_leave_out_what_a_run_does_not_have()
    {
        var rows = Encoding.UTF8.GetString(await Write(TableFormat.JsonLines)).TrimEnd().Split('\n').Select(l => JsonDocument.Parse(l).RootElement).ToArray();
        Assert.Equal("NaN", rows[1].GetProperty("metrics.accuracy").GetString());
        Assert.Equal(10, rows[0].GetProperty("params.epochs").GetInt64());
        Assert.False(rows[1].TryGetProperty("tags.team", out _));
    }

    [Fact]
    public async Task Columns_can_be_computed()
    {
        var lines = Encoding.UTF8.GetString(await Write(TableFormat.Csv, new ExportOptions { Columns = "run_name AS name, params.lr * 2 AS twice" }, "params.epochs < 12 ORDER BY params.epochs")).Split("\r\n");
        Assert.Equal(["name,twice", "run-0,0.2", "run-1,2", ""], lines);
    }

    [Theory]
    [InlineData(TableFormat.Csv, "runs.csv", "points.csv")]
    [InlineData(TableFormat.Parquet, "runs.parquet", "points.parquet")]
    public async Task What_was_exported_is_imported_as_it_was_however_often(TableFormat format, string runs, string points)
    {
        await File.WriteAllBytesAsync(_folder[points], await Write(format, new ExportOptions { Points = true }));
        await File.WriteAllBytesAsync(_folder[runs], await Write(format));
        var copy = new InMemoryBackend();
        var importer = new RunImporter(copy, copy);
        await RunImport.ReadAsync(_folder[points], importer);
        var report = await RunImport.ReadAsync(_folder[runs], importer);
        Assert.Equal(3, report.Rows);
        Assert.Empty(report.Problems);

        var expected = await new RunQuery(_memory).OrderBy("params.epochs").ToListAsync();
        var actual = await new RunQuery(copy).OrderBy("params.epochs").ToListAsync();
        foreach (var (was, now) in expected.Zip(actual))
        {
            Assert.Equal((was.Id, was.Name, was.Experiment, was.Status, was.Description), (now.Id, now.Name, now.Experiment, now.Status, now.Description));
            // A journal keeps times to the microsecond, memory as they are.
            Assert.Equal((was.StartTime.Ticks / 10, was.EndTime!.Value.Ticks / 10), (now.StartTime.Ticks / 10, now.EndTime!.Value.Ticks / 10));
            Assert.Equal(was.Param("epochs"), now.Param("epochs"));
            Assert.Equal(was.Param("lr")!.Value.ToString(), now.Param("lr")!.Value.ToString());
            Assert.Equal(was.Tags, now.Tags);
            Assert.Equal(await _memory.ReadPointsAsync(was.Id, "accuracy"), (await copy.ReadPointsAsync(now.Id, "accuracy")).Where(p => p.Step is not null));
        }

        var before = await Counts(copy);
        Assert.All((await RunImport.ReadAsync(_folder[points], importer)).Runs, r => Assert.Equal((false, 0L, 0), (r.IsNew, r.Points, r.Values)));
        Assert.All((await RunImport.ReadAsync(_folder[runs], importer)).Runs, r => Assert.Equal((false, 0L, 0), (r.IsNew, r.Points, r.Values)));
        Assert.Equal(before, await Counts(copy));
    }

    [Fact]
    public async Task A_log_of_steps_becomes_curves()
    {
        await File.WriteAllTextAsync(_folder["metrics.csv"], "step,epoch,train_loss,note\n0,0,1.5,warm\n1,0,,warm\n2,1,0.5,hot\n");
        var copy = new InMemoryBackend();
        await RunImport.ReadAsync(_folder["metrics.csv"], new RunImporter(copy, copy), new ImportOptions { Experiment = "lightning" });
        var run = Assert.Single(await new RunQuery(copy).ToListAsync());
        Assert.Equal(("lightning", "metrics"), (run.Experiment, run.Name));
        Assert.Equal(new DateTimeOffset(File.GetLastWriteTimeUtc(_folder["metrics.csv"])), run.StartTime);
        Assert.Equal([(0L, 1.5), (2L, 0.5)], (await copy.ReadPointsAsync(run.Id, "train_loss")).Select(p => (p.Step!.Value, p.Value)));
        Assert.Equal("hot", run.Param("note")!.Value.ToString());
    }

    [Fact]
    public async Task A_table_of_others_becomes_params_and_chosen_metrics()
    {
        await File.WriteAllTextAsync(_folder["sweep.csv"], "name,lr,layers,f1,model\na,0.1,007,0.9,cnn\nb,0.2,12,0.8,rnn\n");
        var copy = new InMemoryBackend();
        var importer = new RunImporter(copy, copy);
        await RunImport.ReadAsync(_folder["sweep.csv"], importer, new ImportOptions { Metrics = ["f*"] });
        Assert.Equal(["a", "b"], (await new RunQuery(copy).Where("metrics.f1 > 0.5 AND params.lr >= 0.1 ORDER BY run_name").ToListAsync()).Select(r => r.Name));
        Assert.Equal("007", (await new RunQuery(copy).Where("run_name = 'a'").FirstOrDefaultAsync())!.Param("layers")!.Value.ToString());
    }

    [Fact]
    public async Task A_file_that_is_no_table_is_refused_with_a_word()
    {
        var importer = new RunImporter(_memory, _memory);
        await File.WriteAllTextAsync(_folder["a.parquet"], "this is no parquet file, however long it may be, and however it goes on");
        await Assert.ThrowsAsync<InvalidDataException>(() => RunImport.ReadAsync(_folder["a.parquet"], importer));
        await File.WriteAllTextAsync(_folder["a.xlsx"], "");
        Assert.Contains(".csv", (await Assert.ThrowsAsync<InvalidDataException>(() => RunImport.ReadAsync(_folder["a.xlsx"], importer))).Message, StringComparison.Ordinal);
        await File.WriteAllTextAsync(_folder["a.csv"], "");
        await Assert.ThrowsAsync<InvalidDataException>(() => RunImport.ReadAsync(_folder["a.csv"], importer));
    }

    private static async Task<string> Counts(InMemoryBackend store)
    {
        var text = new StringBuilder();
        await foreach (var run in store.ListRunsAsync())
        {
            text.Append(run.Id).Append(run.Params.Count).Append(run.Tags.Count).AppendJoin(',', run.Metrics.Select(m => $"{m.MetricKey}:{m.Count}")).Append('\n');
        }

        return text.ToString();
    }
}

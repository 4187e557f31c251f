using System.Text.Json;
using ModelTracking.Backends;
using ModelTracking.Diagnostics;
using ModelTracking.Records;
using ModelTracking.Tests;

namespace ModelTracking.TensorBoard.Tests;

public sealed class ImportTests : IAsyncDisposable
{
    private readonly InMemoryBackend _memory = new();
    private readonly TrackingClient _client;
    private readonly TempFolder _folder = new();

    public ImportTests() => _client = Some.Client(_memory);

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        _folder.Dispose();
    }

    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);

    private async Task<RunSummary> Only(TensorBoardImportReport report) => (await _memory.GetRunAsync(Assert.Single(report.Runs)))!;

    private async Task<IEnumerable<(long?, double)>> Points(RunSummary run, MetricKey key) =>
        (await _memory.ReadPointsAsync(run.Id, key)).Select(p => (p.Step, p.Value));

    private async Task<string> Text(RunSummary run, string path)
    {
        using var reader = new StreamReader(await _memory.OpenArtifactAsync(run.Id, path));
        return await reader.ReadToEndAsync();
    }

    [Fact]
    public async Task Files_of_PyTorch_become_one_run_with_all_that_is_in_them()
    {
        var report = await _client.ImportTensorBoardAsync(Fixture("pytorch"));
        var run = await Only(report);
        Assert.Empty(report.Problems);
        Assert.Equal(("pytorch", RunStatus.Finished), (run.Experiment, run.Status));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_250), run.StartTime);
        Assert.InRange(run.EndTime!.Value, DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_004_250), DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_060_000));
        Assert.Equal([(0, 1), (1, 0.5), (2, 1f / 3), (3, 0.25), (4, 0.2f)], await Points(run, "Loss/train"));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_002_250), (await _memory.ReadPointsAsync(run.Id, "Loss/train"))[2].Time);

        // What add_scalars and add_hparams had to put into folders of their own.
        Assert.Equal([(0, 0), (1, 0.25)], await Points(run, new MetricKey("Acc", "train")));
        Assert.Equal([(0, 0.5), (1, 0.75)], await Points(run, new MetricKey("Acc", "val")));
        Assert.Equal([(0, 0.75)], await Points(run, "hparam/accuracy"));
        Assert.Equal([("layers", (object?)3L), ("lr", 0.125), ("nesterov", true), ("optimizer", "adam")], run.Params.Select(p => (p.Key, p.Value.ToObject())).Order());

        Assert.Equal("# good **morning**", await Text(run, "text/notes/step-0000000002.md"));
        Assert.Contains("PNG", await Text(run, "images/digit/step-0000000004.png"), StringComparison.Ordinal);
        using var histogram = JsonDocument.Parse(await Text(run, "charts/weights/step-0000000004.json"));
        Assert.Equal([-1.0, 0, 2, 4], histogram.RootElement.GetProperty("edges").EnumerateArray().Select(e => e.GetDouble()));
        Assert.Equal([1.0, 2, 1], histogram.RootElement.GetProperty("counts").EnumerateArray().Select(e => e.GetDouble()));
        Assert.Equal(1.0, histogram.RootElement.GetProperty("mean").GetDouble());
        Assert.Equal(3, report.Artifacts);
    }

    [Fact]
    public async Task Files_of_TensorFlow_2_which_keeps_all_in_tensors_are_read_too()
    {
        var run = await Only(await _client.ImportTensorBoardAsync(Fixture("tensorflow"), new TensorBoardImportOptions { Experiment = "keras" }));
        Assert.Equal("keras", run.Experiment);
        Assert.Equal([(0, 0.5), (1, 0.25)], await Points(run, "epoch_loss"));
        Assert.Equal("plain", await Text(run, "text/readme/step-0000000001.md"));
        using var histogram = JsonDocument.Parse(await Text(run, "charts/kernel/step-0000000001.json"));
        Assert.Equal([0.0, 1, 2], histogram.RootElement.GetProperty("edges").EnumerateArray().Select(e => e.GetDouble()));
        Assert.Equal([2.0, 3], histogram.RootElement.GetProperty("counts").EnumerateArray().Select(e => e.GetDouble()));
        Assert.Contains(run.Artifacts, a => a is { Path: "images/sample/step-0000000001.png", Kind: "image", Step: 1 });
    }

    [Fact]
    public async Task Importing_again_adds_nothing()
    {
        var run = await Only(await _client.ImportTensorBoardAsync(Fixture("pytorch")));
        var again = await _client.ImportTensorBoardAsync(Fixture("pytorch"));
        Assert.Equal((0, 1, 0L), (again.Runs.Count, again.UpToDate, again.Points));
        Assert.Equal(5, (await _memory.ReadPointsAsync(run.Id, "Loss/train")).Count);
    }

    [Fact]
    public async Task A_file_that_has_grown_adds_what_is_new_and_an_unfinished_record_waits()
    {
        var bytes = await File.ReadAllBytesAsync(Directory.EnumerateFiles(Fixture("pytorch")).Single());
        var file = _folder["events.out.tfevents.1.host"];
        await File.WriteAllBytesAsync(file, bytes[..200]);
        var first = await _client.ImportTensorBoardAsync(_folder.Path);
        Assert.Empty(first.Problems);
        await File.WriteAllBytesAsync(file, bytes);
        var second = await _client.ImportTensorBoardAsync(_folder.Path);
        Assert.Equal(first.Runs, second.Runs);
        Assert.Equal(5, first.Points + second.Points);
        Assert.InRange(first.Points, 1, 4);
        var run = await Only(second);
        Assert.Equal([0, 1, 2, 3, 4], (await _memory.ReadPointsAsync(run.Id, "Loss/train")).Select(p => p.Step!.Value));
    }

    [Theory]
    [InlineData(150)]
    [InlineData(128)]
    public async Task A_flipped_bit_is_noticed_told_and_imports_nothing_wrong(int at)
    {
        var bytes = await File.ReadAllBytesAsync(Directory.EnumerateFiles(Fixture("pytorch")).Single());
        bytes[at] ^= 4;
        await File.WriteAllBytesAsync(_folder["events.out.tfevents.1.host"], bytes);
        var report = await _client.ImportTensorBoardAsync(_folder.Path);
        Assert.Contains("tfevents.1.host", Assert.Single(report.Problems), StringComparison.Ordinal);
        Assert.InRange(report.Points, 1, 4);
    }

    [Fact]
    public async Task A_folder_without_event_files_is_an_error_that_says_so()
    {
        var error = await Assert.ThrowsAsync<TrackingException>(() => _client.ImportTensorBoardAsync(_folder.Path));
        Assert.Contains("no event file", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<TrackingException>(() => _client.ImportTensorBoardAsync(_folder["none"]));
    }

    [Fact]
    public void The_checksum_is_the_one_of_the_format()
    {
        // 32 zero bytes have the CRC-32C 0x8a9136aa (RFC 3720), masked as TFRecord masks it.
        var masked = System.Numerics.BitOperations.RotateRight(0x8a9136aau, 15) + 0xa282ead8u;
        Assert.Equal(masked, ModelTracking.TensorBoard.Files.MaskedCrc.Of(new byte[32]));
    }
}

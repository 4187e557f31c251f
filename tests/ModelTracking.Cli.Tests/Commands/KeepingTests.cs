using ModelTracking.Backends;
using ModelTracking.Cli.Tests.Shared;
using ModelTracking.Tests;

namespace ModelTracking.Cli.Tests.Commands;

/// <summary>Each test spoils a store of its own.</summary>
public sealed class KeepingTests : IAsyncLifetime, IDisposable
{
    private readonly SampleStore _store = new();

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Deleted_runs_come_back()
    {
        var deleted = await Run("delete", Samples.Baseline, "feed000a");
        Assert.Equal("Deleted baseline.  'modeltracking restore 01a4c2e8' brings it back.\nDeleted twin.  'modeltracking restore feed000a' brings it back.\n", deleted.Output);
        Assert.Equal(1, (await Run("show", Samples.Baseline)).ExitCode);
        Assert.Contains("baseline", (await Run("restore")).Output, StringComparison.Ordinal);

        Assert.Equal("Restored baseline (01a4c2e8).\n", (await Run("restore", "01a4")).Output);
        Assert.Equal(0, (await Run("show", Samples.Baseline)).ExitCode);
    }

    [Fact]
    public async Task Garbage_is_removed_only_when_it_is_old_enough_and_somebody_is_sure()
    {
        await Run("delete", Samples.Baseline);
        Assert.Equal("Nothing to remove.\n", (await Run("gc", "--dry-run")).Output);
        Assert.StartsWith("Would remove 1 deleted run", (await Run("gc", "--older-than", "0", "--dry-run")).Output, StringComparison.Ordinal);
        Assert.Contains("Would remove 1 deleted run", (await Answer("n", "gc", "--older-than", "0")).Output, StringComparison.Ordinal);
        Assert.Contains("baseline", (await Run("restore")).Output, StringComparison.Ordinal);

        Assert.Contains("Removed 1 deleted run", (await Answer("y", "gc", "--older-than", "0")).Output, StringComparison.Ordinal);
        Assert.Equal("The trash is empty.\n", (await Run("restore")).Output);
    }

    [Fact]
    public async Task Garbage_is_counted_in_JSON()
    {
        await Run("delete", Samples.Baseline);
        var report = (await Run("gc", "--older-than", "0", "--yes", "--json")).Json;
        Assert.False(report.GetProperty("dryRun").GetBoolean());
        Assert.Equal(Samples.Id(1).ToString(), report.GetProperty("runs")[0].GetString());
    }

    [Fact]
    public async Task An_artifact_is_fetched_to_a_file_or_to_standard_output()
    {
        Assert.Equal("{\"accuracy\":0.96}", (await Run("artifacts", Samples.Baseline, "--get", "evaluation.json", "--out", "-")).Output);

        var target = _store.Elsewhere("copy.json");
        var fetched = await Run("artifacts", Samples.Baseline, "--get", "evaluation.json", "--out", target);
        Assert.Equal(0, fetched.ExitCode);
        Assert.Equal("{\"accuracy\":0.96}", await File.ReadAllTextAsync(target));
    }

    [Fact]
    public async Task An_artifact_without_a_target_keeps_its_name_and_overwrites_nothing()
    {
        Directory.CreateDirectory(_store.Elsewhere("here"));
        string[] args = ["artifacts", Samples.Baseline, "--get", "model/model.zip"];
        Assert.Equal(0, (await ToolRun.Of(_store.Folder, 80, args, folder: _store.Elsewhere("here"))).ExitCode);
        Assert.Equal(123_456, new FileInfo(_store.Elsewhere("here/model.zip")).Length);

        var again = await ToolRun.Of(_store.Folder, 80, args, folder: _store.Elsewhere("here"));
        Assert.Equal(2, again.ExitCode);
        Assert.Contains("--out FILE", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_artifact_is_never_handed_out()
    {
        var stored = Directory.EnumerateFiles(Path.Combine(_store.Folder, "objects"), "*", SearchOption.AllDirectories).Single(f => new FileInfo(f).Length == 123_456);
        File.SetAttributes(stored, FileAttributes.Normal);
        await using (var file = File.OpenWrite(stored))
        {
            file.WriteByte(1);
        }

        var target = _store.Elsewhere("copy.zip");
        var fetched = await Run("artifacts", Samples.Baseline, "--get", "model/model.zip", "--out", target);
        Assert.Equal(1, fetched.ExitCode);
        Assert.Contains("damaged", fetched.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(target)!));

        Assert.Equal(0, (await Run("doctor")).ExitCode);
        var check = await Run("doctor", "--artifacts");
        Assert.Equal(1, check.ExitCode);
        Assert.Contains("model/model.zip", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_finds_a_damaged_run_and_the_other_runs_stay_readable()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_store.Folder, "runs", Samples.Id(1).ToString())))
        {
            File.SetAttributes(file, FileAttributes.Normal);
            var bytes = await File.ReadAllBytesAsync(file);
            bytes.AsSpan(bytes.Length / 2).Fill(0x55);
            await File.WriteAllBytesAsync(file, bytes);
        }

        var check = await Run("doctor", "--json");
        Assert.Equal(1, check.ExitCode);
        Assert.False(check.Json.GetProperty("sound").GetBoolean());
        Assert.Contains(check.Json.GetProperty("problems").EnumerateArray(), p => p.GetProperty("runId").GetString() == Samples.Id(1).ToString());
        Assert.Contains("→", (await Run("doctor")).Output, StringComparison.Ordinal);

        var runs = await Run("runs");
        Assert.Equal(0, runs.ExitCode);
        Assert.Contains(Samples.Diverged, runs.Output, StringComparison.Ordinal);
        Assert.StartsWith("warning: ", runs.Error, StringComparison.Ordinal);
        Assert.Equal("", (await Run("show", Samples.Diverged)).Error);
    }

    [Fact]
    public async Task An_empty_store_is_no_error()
    {
        await using (new FileBackend(_store.Elsewhere("empty")))
        {
        }

        var runs = await ToolRun.Of(_store.Elsewhere("empty"), "runs");
        Assert.Equal(0, runs.ExitCode);
        Assert.StartsWith("No runs yet", runs.Output, StringComparison.Ordinal);
        Assert.Equal("[]\n", (await ToolRun.Of(_store.Elsewhere("empty"), "runs", "--json")).Output);
        Assert.Equal(1, (await ToolRun.Of(_store.Elsewhere("empty"), "show", "latest")).ExitCode);
    }

    private Task<ToolRun> Run(params string[] args) => ToolRun.Of(_store.Folder, args);

    private Task<ToolRun> Answer(string answer, params string[] args) => ToolRun.Of(_store.Folder, 80, args, answer);
}

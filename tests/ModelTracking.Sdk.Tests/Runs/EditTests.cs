using Microsoft.Extensions.Time.Testing;
using ModelTracking.Backends;
using ModelTracking.Diagnostics;
using ModelTracking.Reading;
using ModelTracking.Records;

namespace ModelTracking.Tests.Runs;

/// <summary>A run can be edited long after it has ended, and nothing about how it went changes.</summary>
public sealed class EditTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Some.Time);

    public void Dispose() => _folder.Dispose();

    private TrackingClient Open() => Some.Client(o => o.TimeProvider = _time, new FileBackend(_folder["store"], null, _time));

    private async Task<RunId> Finished(string name = "first", RunStatus status = RunStatus.Finished)
    {
        await using var client = Open();
        var run = client.StartRun("iris", new RunOptions { Name = name, Description = "as it was" });
        run.SetTag("team", "cv");
        run.LogParam("lr", 0.1);
        run.LogMetric("loss", 1, 1);
        _time.Advance(TimeSpan.FromMinutes(1));
        await run.FinishAsync(status, status == RunStatus.Failed ? new InvalidOperationException("too bad") : null);
        return run.Id;
    }

    private RunSummary Read(RunId id) => FileStore.Open(_folder["store"], null, _time).Reader.GetRunAsync(id).GetAwaiter().GetResult()!;

    [Theory]
    [InlineData(RunStatus.Finished)]
    [InlineData(RunStatus.Failed)]
    public async Task An_edit_changes_what_it_says_and_nothing_else(RunStatus status)
    {
        var id = await Finished(status: status);
        var before = Read(id);
        _time.Advance(TimeSpan.FromDays(100));
        await using (var client = Open())
        {
            var edit = new RunEdit { Name = "the good one", Note = "# Why\n\nIt **worked**.", Experiment = "iris-2026", Starred = true, By = "ada" };
            edit.Tags["team"] = null;
            edit.Tags["stage"] = "candidate";
            Assert.Empty((await client.EditRunAsync(id, edit)).Troubles);
        }

        var after = Read(id);
        Assert.Equal(("the good one", "# Why\n\nIt **worked**.", "iris-2026"), (after.Name, after.Description, after.Experiment));
        Assert.Equal(["modeltracking.starred=true", "stage=candidate"], after.Tags.Select(t => $"{t.Key}={t.Value}").Order());
        Assert.Equal((before.Status, before.StartTime, before.EndTime, before.LastActivity, before.Error, before.Duration), (after.Status, after.StartTime, after.EndTime, after.LastActivity, after.Error, after.Duration));
        Assert.Equal(before.Metrics, after.Metrics);
    }

    [Fact]
    public async Task Every_edit_stays_in_the_history()
    {
        var id = await Finished();
        foreach (var (name, by) in new[] { ("second", "ada"), ("third", "bob"), ("third", "bob") })
        {
            _time.Advance(TimeSpan.FromHours(1));
            await using var client = Open();
            var edit = new RunEdit { Name = name, Archived = by == "bob", By = by };
            edit.Tags["team"] = by == "ada" ? "nlp" : null;
            await client.EditRunAsync(id, edit);
        }

        var history = await RunHistory.ReadAsync(FileStore.Open(_folder["store"]).Reader, id);
        Assert.Equal(
            ["ada name first>second", "ada tags.team cv>nlp", "bob name second>third", "bob tags.modeltracking.archived >true", "bob tags.team nlp>"],
            history.Select(c => $"{c.By} {c.What} {c.Before}>{c.After}").Order());
        Assert.Equal(history.OrderBy(c => c.Time), history);
    }

    [Fact]
    public async Task A_run_that_crashed_stays_crashed_and_one_that_goes_on_goes_on()
    {
        var id = RunId.New();
        await using (var backend = new FileBackend(_folder["store"], null, _time))
        {
            await backend.WriteAsync(new RecordBatch(id, "00000001", [new RunStarted("iris", "lost") { Sequence = 1, Time = Some.Time }], durable: true), default);
        }

        Assert.Equal(RunStatus.Crashed, Read(id).Status);
        await using var client = Open();
        await client.EditRunAsync(id, new RunEdit { Note = "power cut", Archived = true });
        await using var live = client.StartRun("iris", new RunOptions { Name = "live" });
        await live.FlushAsync();
        await client.EditRunAsync(live.Id, new RunEdit { Name = "renamed" });
        Assert.Equal((RunStatus.Running, "renamed"), (Read(live.Id).Status, Read(live.Id).Name));
        await client.DisposeAsync();
        Assert.Equal((RunStatus.Crashed, "power cut"), (Read(id).Status, Read(id).Description));
    }

    [Fact]
    public async Task A_query_sees_the_edit_at_once()
    {
        await Finished("a");
        var id = await Finished("b");
        await using var client = Open();
        Assert.Equal(2, await client.Runs.Where("experiment = 'iris'").CountAsync());
        await client.EditRunAsync(id, new RunEdit { Experiment = "other" });
        Assert.Equal(1, await client.Runs.Where("experiment = 'iris'").CountAsync());
        Assert.Equal(id, (await client.Runs.Where("experiment = 'other'").FirstOrDefaultAsync())!.Id);
    }

    [Fact]
    public async Task A_run_that_is_not_there_is_told()
    {
        await Finished();
        await using var client = Open();
        await Assert.ThrowsAsync<TrackingException>(() => client.EditRunAsync(RunId.New(), new RunEdit { Name = "x" }));
    }
}

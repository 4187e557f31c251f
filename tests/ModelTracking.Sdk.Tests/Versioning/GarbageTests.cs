using ModelTracking.Backends;
using ModelTracking.Versioning;

namespace ModelTracking.Tests.Versioning;

public sealed class GarbageTests : IDisposable
{
    private readonly TestStore _store = new();
    private readonly Repository _repository;

    public GarbageTests() => _repository = _store.Repository();

    public void Dispose() => _store.Dispose();

    private Commit Commit(byte content, string branch = "main") =>
        _repository.Commit($"{content}", c => c.Set("x", content).Model("m", "w.bin", s => s.WriteByte(content)), branch);

    // Objects carry the time of the real clock; the store's clock is set far beyond it.
    private GarbageReport Collect(TimeSpan olderThan = default, bool dryRun = false)
    {
        if (_store.Time.GetUtcNow() < DateTimeOffset.UtcNow.AddHours(12))
        {
            _store.Time.SetUtcNow(DateTimeOffset.UtcNow.AddDays(1));
        }

        return _store.Files().CollectGarbage(olderThan, dryRun);
    }

    [Fact]
    public void What_branches_tags_and_their_history_hold_stays()
    {
        Commit(1);
        var tagged = Commit(2);
        _repository.Tag("v1", tagged);
        Commit(3, _repository.Branch("b").Name);
        Assert.Equal(0, Collect().Objects);
        Assert.Empty(_store.Open().Verify());
    }

    [Fact]
    public void What_nothing_holds_any_more_goes_after_its_grace_and_not_before()
    {
        Commit(1);
        _repository.Branch("b");
        var lost = Commit(2, "b");
        _repository.DeleteBranch("b");
        _store.Time.SetUtcNow(DateTimeOffset.UtcNow.AddDays(1));
        Assert.Equal(0, Collect(TimeSpan.FromDays(3650)).Objects);
        var planned = Collect(TimeSpan.FromHours(1), dryRun: true);
        Assert.Equal(5, planned.Objects);
        Assert.True(File.Exists(_store.ObjectPath(lost.Id)));
        Assert.Equal(planned.Bytes, Collect(TimeSpan.FromHours(1)).Bytes);
        Assert.False(File.Exists(_store.ObjectPath(lost.Id)));
        Assert.Empty(_store.Open().Verify());
        Assert.Equal(lost.Id, _store.Repository().Reflog("b")[^1].Was);
    }

    [Fact]
    public void A_model_version_holds_its_commit_until_it_is_deleted()
    {
        Commit(1);
        _repository.Branch("b");
        var model = _store.Open().Models.Register("churn", Commit(2, "b"), "champion");
        _repository.DeleteBranch("b");
        Assert.Equal(0, Collect().Objects);
        Assert.Equal(2, model.Open("w.bin").ReadByte());
        model.Delete("bad data");
        Assert.Equal(5, Collect().Objects);
        Assert.Contains("was deleted", Assert.Throws<VersionNotFoundException>(() => _store.Open().Models.Get("churn/1")).Message, StringComparison.Ordinal);
        Assert.Empty(_store.Open().Verify());
    }

    [Fact]
    public async Task Artifacts_of_runs_and_commits_share_objects_and_neither_takes_the_others()
    {
        ModelTracking.Records.RunId id;
        await using (var client = Some.Client(new FileBackend(_store.Folder)))
        {
            var run = client.StartRun("iris");
            id = run.Id;
            run.LogText("weights", "w.bin");
            client.Repository("churn").Commit("from the run", c => c.From(run).Model("m", run, "w.bin"));
            await run.FinishAsync();
        }

        _store.Files().Delete(id);
        _store.Time.SetUtcNow(DateTimeOffset.UtcNow.AddDays(2));
        Assert.Equal([id], Collect(TimeSpan.FromHours(1)).Runs);
        using var reader = new StreamReader(_store.Repository().Head()!.Open("w.bin"));
        Assert.Equal("weights", await reader.ReadToEndAsync());
    }

    [Fact]
    public void Where_a_log_is_damaged_everything_it_names_stays()
    {
        Commit(1);
        _repository.Branch("b");
        Commit(2, "b");
        _repository.DeleteBranch("b");
        var text = File.ReadAllText(_store.RepositoryLog);
        File.WriteAllText(_store.RepositoryLog, text.Replace("\"created\"", "\"cre@ted\"", StringComparison.Ordinal));
        Assert.Equal(0, Collect().Objects);
    }

    [Fact]
    public void Data_that_is_stored_with_a_commit_stays_file_by_file()
    {
        _store.File("data/a.csv", "1\n");
        _store.File("data/sub/b.csv", "2\n");
        _repository.Commit("data", c => c.Dataset("d", _store["data"], new DatasetPartOptions { Store = true }));
        Assert.Equal(0, Collect().Objects);
        Assert.Empty(_repository.Checkout("main", _store["out"]));
        Assert.Equal("2\n", File.ReadAllText(_store["out/datasets/d/sub/b.csv"]));
    }
}

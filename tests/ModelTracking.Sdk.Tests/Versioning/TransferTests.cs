using ModelTracking.Versioning;

namespace ModelTracking.Tests.Versioning;

public sealed class TransferTests : IDisposable
{
    private readonly TestStore _here = new();
    private readonly TestStore _there = new();

    public void Dispose()
    {
        _here.Dispose();
        _there.Dispose();
    }

    private static Commit Commit(TestStore store, byte content, string branch = "main") =>
        store.Repository().Commit($"{content}", c => c.Set($"x{content}", content).Model("m", $"w{content}.bin", s => s.WriteByte(content)), branch);

    [Fact]
    public void A_push_brings_everything_and_the_next_one_only_what_is_new()
    {
        Commit(_here, 1);
        _here.Repository().Tag("v1", Commit(_here, 2));
        var first = _here.Repository().Push(_there.Open());
        Assert.Equal(["main", "v1"], first.Moved.Select(m => m.Name));
        Assert.Empty(_there.Open().Verify());
        Assert.Equal(_here.Repository().Log().Select(c => c.Id), _there.Repository().Log().Select(c => c.Id));

        Commit(_here, 3);
        var second = _here.Repository().Push(_there.Open());
        Assert.True(second.Copied < first.Copied && second.Copied is > 0 and <= 5);
        Assert.Equal(0, _here.Repository().Push(_there.Open()).Copied);
    }

    [Fact]
    public void An_interrupted_push_goes_on_where_it_stopped()
    {
        for (byte i = 1; i < 6; i++)
        {
            Commit(_here, i);
        }

        var stop = new Stop(after: 7);
        Assert.Throws<OperationCanceledException>(() => _here.Repository().Push(_there.Open(), stop));
        Assert.Empty(_there.Open().Repositories);
        var rest = _here.Repository().Push(_there.Open());
        Assert.Empty(_there.Open().Verify());
        Assert.Equal(Directory.GetFiles(_here.Objects, "*", SearchOption.AllDirectories).Length, rest.Copied + 7);
    }

    [Fact]
    public void What_went_another_way_is_pulled_aside_merged_and_pushed()
    {
        Commit(_here, 1);
        _here.Repository().Push(_there.Open());
        Commit(_there, 2);
        var mine = Commit(_here, 3);
        Assert.Contains("Pull from there", Assert.Throws<VersionConflictException>(() => _here.Repository().Push(_there.Open())).Message, StringComparison.Ordinal);

        Assert.Equal(["pulled/main"], _here.Repository().Pull(_there.Open()).Moved.Select(m => m.Name));
        Assert.Equal(mine.Id, _here.Repository().Head()!.Id);
        Assert.True(_here.Repository().Merge("pulled/main").IsClean);
        _here.Repository().Push(_there.Open());
        Assert.Equal(_here.Repository().Head()!.Id, _there.Repository().Head()!.Id);
        Assert.Equal(["x1 = 1", "x2 = 2", "x3 = 3"], _there.Repository().Head()!.Tree[TreePart.Config].Select(e => $"{e.Key} = {e.Value}"));
        Assert.DoesNotContain(_here.Repository().Pull(_there.Open()).Moved, m => m.Name == "main");
    }

    [Fact]
    public void A_model_goes_with_its_history_and_only_what_is_new_the_next_time()
    {
        _here.Open().Models.Register("churn", Commit(_here, 1), "champion");
        _here.Open().Models.Register("churn", Commit(_here, 2));
        _here.Open().Models.Get("churn/2").Delete("a mistake");
        var first = _here.Open().Models.Push("churn", _there.Open());
        Assert.Equal(["version 1"], first.Moved.Select(m => m.Name));
        Assert.Equal(_here.Open().Models.Model("churn").History(), _there.Open().Models.Model("churn").History());
        Assert.Empty(_there.Open().Verify());

        _here.Open().Models.Register("churn", Commit(_here, 3), "champion");
        Assert.Equal(["version 3"], _there.Open().Models.Pull("churn", _here.Open()).Moved.Select(m => m.Name));
        Assert.Equal(3, _there.Open().Models.Get("churn@champion").Number);
        Assert.Equal(0, _here.Open().Models.Push("churn", _there.Open()).Copied);

        _there.Open().Models.Get("churn/1").Approve();
        _here.Open().Models.Get("churn/1").Reject("no");
        Assert.Contains("went another way there: entry 8", Assert.Throws<VersionConflictException>(() => _here.Open().Models.Push("churn", _there.Open())).Message, StringComparison.Ordinal);
        Assert.Throws<VersionNotFoundException>(() => _here.Open().Models.Push("nothing", _there.Open()));
    }

    [Fact]
    public void A_damaged_object_is_not_passed_on()
    {
        var commit = Commit(_here, 1);
        var hash = ((FileElement)commit.Tree.Find(TreePart.Model, "m/w1.bin")!).Hash;
        File.WriteAllBytes(_here.ObjectPath(hash), [9]);
        Assert.Throws<InvalidDataException>(() => _here.Repository().Push(_there.Open()));
        Assert.False(File.Exists(_there.ObjectPath(hash)));
        Assert.Empty(_there.Open().Repositories);
    }

    [Fact]
    public void T50_A_peer_that_has_written_its_history_anew_changes_nothing_that_is_here()
    {
        Commit(_here, 1);
        var mine = Commit(_here, 2);
        _here.Repository().Tag("v1", mine);
        _here.Open().Models.Register("churn", mine, "champion");
        var other = Commit(_there, 9);
        _there.Repository().Tag("v1", other);
        _there.Open().Models.Register("churn", other, "champion");
        var history = _here.Open().Models.Model("churn").History();

        foreach (var attempt in (Action[])[() => _here.Repository().Pull(_there.Open()), () => _there.Repository().Push(_here.Open()), () => _here.Open().Models.Pull("churn", _there.Open()), () => _there.Open().Models.Push("churn", _here.Open())])
        {
            // What it says differs; what counts is what is there afterwards.
            Record.Exception(attempt);
            Assert.Equal(mine.Id, _here.Repository().Head()!.Id);
            Assert.Equal(mine.Id, _here.Repository().Resolve("v1").Id);
            Assert.Equal(history, _here.Open().Models.Model("churn").History());
            Assert.Equal(mine.Id, _here.Open().Models.Get("churn@champion").Commit.Id);
        }

        Assert.Empty(_here.Open().Verify());
    }

    private sealed class Stop(int after) : IProgress<string>
    {
        private int _told;

        public void Report(string value)
        {
            if (++_told == after)
            {
                throw new OperationCanceledException();
            }
        }
    }
}

using ModelTracking.Versioning;

namespace ModelTracking.Tests.Versioning;

public sealed class ConcurrencyTests : IDisposable
{
    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Of_two_writers_the_second_hears_of_the_first_and_its_commit_is_there()
    {
        var ada = _store.Open("ada").Repository("churn");
        var bob = _store.Open("bob").Repository("churn");
        var root = ada.Commit("root", c => c.Set("lr", 1));
        Commit? first = null;
        var conflict = Assert.Throws<VersionConflictException>(() => bob.Commit("bob's", c =>
        {
            c.Set("epochs", 2);
            first = ada.Commit("ada's", a => a.Set("lr", 2));
        }));

        Assert.Equal(("branch/main", root.Id, first!.Id), (conflict.Reference, conflict.Expected, conflict.Actual));
        Assert.Contains("moved from", conflict.Message, StringComparison.Ordinal);
        Assert.Equal("rejected/main", bob.Reflog()[^1].Key);
        var merged = bob.Merge(conflict.Rejected![..10]).Commit!;
        Assert.Equal(["epochs = 2", "lr = 2"], merged.Tree[TreePart.Config].Select(e => $"{e.Key} = {e.Value}"));
        Assert.Equal("bob", merged.Author);
        Assert.Empty(_store.Open().Verify());
    }

    [Fact]
    public async Task Many_writers_at_once_lose_no_commit()
    {
        const int Writers = 6;
        const int Commits = 8;
        _store.Repository().Commit("root", c => c.Set("root", true));

        // Each writer has a store of its own, as a process would; nothing in memory is shared.
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() =>
        {
            var repository = _store.Open($"writer{writer}").Repository("churn");
            for (var i = 0; i < Commits; i++)
            {
                try
                {
                    repository.Commit($"{writer}.{i}", c => c.Set($"w{writer}.{i}", i));
                }
                catch (VersionConflictException conflict)
                {
                    MergeUntilIn(repository, conflict.Rejected!);
                }
            }
        })));

        var main = _store.Repository();
        Assert.Equal((Writers * Commits) + 1, main.Head()!.Tree[TreePart.Config].Count);
        var messages = main.Log("main").Select(c => c.Message).ToHashSet();
        Assert.All(Enumerable.Range(0, Writers * Commits), i => Assert.Contains($"{i / Commits}.{i % Commits}", messages));
        Assert.Empty(_store.Open().Verify());
    }

    [Fact]
    public async Task Many_registrants_at_once_get_different_numbers()
    {
        var commit = _store.Repository().Commit("root", c => c.Set("root", true));
        var numbers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => _store.Open($"r{i}").Models.Register("churn", commit).Number)));
        Assert.Equal(Enumerable.Range(1, 20), numbers.Order());
        Assert.Equal(20, _store.Open().Models.Model("churn").Versions.Count);
    }

    [Fact]
    public async Task While_others_commit_a_collection_of_garbage_takes_nothing_they_need()
    {
        // Everything counts as old at once, half-written files too, so that only references protect anything.
        _store.Time.SetUtcNow(DateTimeOffset.UtcNow.AddDays(1));
        _store.Repository().Commit("root", c => c.Set("root", true));
        var writing = Task.Run(() =>
        {
            var repository = _store.Open().Repository("churn");
            for (var i = 0; i < 30; i++)
            {
                try
                {
                    repository.Commit($"{i}", c => c.Set("i", i).Model("m", "w.bin", s => s.WriteByte((byte)i)));
                }
                catch (Exception removed) when (removed is ModelTracking.Diagnostics.TrackingException or IOException)
                {
                    // Told, and nothing was moved.
                }
            }
        });
        while (!writing.IsCompleted)
        {
            _store.Files().CollectGarbage(TimeSpan.Zero);
        }

        await writing;
        Assert.Empty(_store.Open().Verify());
        _store.Repository().Commit("after", c => c.Set("after", true));
        Assert.Empty(_store.Open().Verify());
    }

    private static void MergeUntilIn(Repository repository, string commit)
    {
        while (true)
        {
            try
            {
                Assert.True(repository.Merge(commit).IsClean);
                return;
            }
            catch (VersionConflictException)
            {
                // Somebody was quicker again.
            }
        }
    }
}

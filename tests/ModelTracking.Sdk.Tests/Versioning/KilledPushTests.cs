using ModelTracking.Tests.Faults;

namespace ModelTracking.Tests.Versioning;

/// <summary>A push that is killed at any moment.</summary>
public sealed class KilledPushTests : IDisposable
{
    private const int Commits = 300;
    private readonly TestStore _here = new();
    private readonly TestStore _there = new();

    public void Dispose()
    {
        _here.Dispose();
        _there.Dispose();
    }

    [Fact]
    public async Task It_leaves_no_ref_to_what_is_not_there_and_the_next_one_copies_only_the_rest()
    {
        var repository = _here.Repository("churn");
        for (var i = 0; i < Commits; i++)
        {
            repository.Commit($"{i}", c => c.Set("i", i).Model("m", "w.bin", s => s.Write(BitConverter.GetBytes(i))));
        }

        var all = Count(_here);
        for (var round = 0; round < 6; round++)
        {
            using (var push = await TestProgram.Start("push", _here.Folder, _there.Folder).Started())
            {
                using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10 + (15 * round)));
                await timer.WaitForNextTickAsync();
                push.Kill();
            }

            var there = _there.Open();
            Assert.Empty(there.Verify());
            Assert.True(there.Repositories.Count == 0 || there.Repository("churn").Log().Count() == Commits);
        }

        var before = Count(_there);
        Assert.Equal(all - before, repository.Push(_there.Open()).Copied);
        Assert.Empty(_there.Open().Verify());
        Assert.Equal(repository.Head()!.Id, _there.Repository("churn").Head()!.Id);
    }

    private static int Count(TestStore store) =>
        Directory.Exists(store.Objects) ? Directory.EnumerateFiles(store.Objects, "*", SearchOption.AllDirectories).Count(f => Path.GetFileName(f).Length == 62) : 0;
}

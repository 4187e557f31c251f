using ModelTracking.Tests.Faults;
using ModelTracking.Versioning;

namespace ModelTracking.Tests.Versioning;

/// <summary>Programs that commit as fast as they can are killed at moments drawn at random, two at a time.</summary>
public sealed class KilledCommitterTests : IDisposable
{
    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Every_reference_points_to_a_whole_commit_and_what_was_returned_is_there()
    {
        var random = new Random(20260103);
        for (var round = 0; round < 6; round++)
        {
            var (one, two) = (_store[$"a{round}"], _store[$"b{round}"]);
            using (var first = await TestProgram.Start("commit-forever", _store.Folder, one).Started())
            using (var second = await TestProgram.Start("commit-forever", _store.Folder, two).Started())
            {
                using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(random.Next(30, 300)));
                await timer.WaitForNextTickAsync();
                first.Kill();
                await timer.WaitForNextTickAsync();
                second.Kill();
            }

            var store = _store.Open();
            Assert.Empty(store.Verify());
            var repository = store.Repository("churn");
            var there = repository.Log().Select(c => c.Id).ToHashSet();
            foreach (var progress in new[] { one, two }.Where(File.Exists))
            {
                // The last line may be half written; the ones before it stand for commits that had returned.
                Assert.All(File.ReadAllText(progress).Split('\n')[..^1], id => Assert.Contains(id, there));
            }

            repository.Commit("after", c => c.Set("after", round));
            Assert.Equal(there.Count + 1, _store.Repository().Log().Count());
        }
    }
}

using Microsoft.Extensions.Time.Testing;
using ModelTracking.Capture;

namespace ModelTracking.Tests.Capture;

public sealed class SnapshotTests : IDisposable
{
    private readonly TempRepository _repository = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _repository.Dispose();

    private string? Commit(Snapshot snapshot, string store = "/store") => snapshot.Code([store], () => TimeSpan.FromMinutes(1), _time).Code.Commit;

    private Snapshot Of(TimeSpan freshness) => new(new CaptureOptions { CodeFolder = _repository.Root, CodeFreshness = freshness });

    [Fact]
    public void One_look_at_the_code_serves_the_runs_of_the_next_moment_and_no_longer()
    {
        var first = _repository.Write("a.cs", "1").Commit();
        var snapshot = Of(TimeSpan.FromSeconds(1));
        Assert.Equal(first, Commit(snapshot));
        var second = _repository.Write("a.cs", "2").Commit();
        _time.Advance(TimeSpan.FromMilliseconds(900));
        Assert.Equal(first, Commit(snapshot));
        Assert.Equal(second, Commit(snapshot, "/another/store"));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(second, Commit(snapshot));
    }

    [Fact]
    public void Each_run_asks_where_that_is_wanted()
    {
        _repository.Write("a.cs", "1").Commit();
        var snapshot = Of(TimeSpan.Zero);
        Commit(snapshot);
        Assert.Equal(_repository.Write("a.cs", "2").Commit(), Commit(snapshot));
    }

    [Fact]
    public void What_the_time_limit_cut_short_is_asked_for_again()
    {
        var commit = _repository.Write("a.cs", "1").Commit();
        var snapshot = Of(TimeSpan.FromSeconds(1));
        snapshot.Code(["/store"], () => TimeSpan.Zero, _time);
        Assert.Equal(commit, Commit(snapshot));
    }
}

using Microsoft.Extensions.Time.Testing;
using ModelTracking.Backends;
using ModelTracking.Delivery;
using ModelTracking.Diagnostics;
using ModelTracking.Records;

namespace ModelTracking.Tests.Delivery;

/// <summary>The pump is turned by hand with a clock that stands still unless told otherwise.</summary>
public class DeliveryPumpTests
{
    private readonly FakeTimeProvider _time = new(Some.Time);
    private readonly ScriptedBackend _backend = new();
    private readonly TrackingDiagnostics _diagnostics = new();
    private readonly DeliveryOptions _options = new() { BufferCapacity = 64, MaxPendingPoints = 100, Durability = Durability.ProcessCrash };
    private readonly RecordRing _ring;
    private readonly RunChannel _run;
    private readonly SeriesChannel _series;
    private readonly DeliveryPump _pump;
    private long _step;

    public DeliveryPumpTests()
    {
        _ring = new RecordRing(_options.BufferCapacity, () => { });
        _run = NewRun(OverflowPolicy.Wait);
        _series = new SeriesChannel(_run, "loss");
        _pump = NewPump();
        _run.Post(new RunCommand(_run) { IsOpening = true });
        _pump.Turn();
    }

    private RunChannel NewRun(OverflowPolicy overflow) => new(RunId.New(), "00000001", _ring, overflow);

    private DeliveryPump NewPump() =>
        new(_ring, [new BackendLane(_backend, _options, _diagnostics, _time, new Random(1), () => { })], _options, _time);

    private void Log(int points = 1)
    {
        for (var i = 0; i < points; i++)
        {
            _series.Post(_step, _step, 0);
            _step++;
        }
    }

    private Task<DeliveryReport> Flush()
    {
        var flushed = new TaskCompletionSource<DeliveryReport>();
        _run.Post(new RunCommand(_run) { Flushed = flushed });
        _pump.Turn();
        return flushed.Task;
    }

    private void After(double milliseconds)
    {
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        _pump.Turn();
    }

    [Fact]
    public void Points_are_written_once_the_flush_interval_has_passed()
    {
        Log(3);
        _pump.Turn();
        Assert.Empty(_backend.Points);
        After(20);
        Assert.Equal([0, 1, 2], _backend.Points.Select(p => p.Value));
    }

    [Fact]
    public void Half_a_ring_of_points_is_written_at_once()
    {
        Log(32);
        _pump.Turn();
        Assert.Equal(32, _backend.Points.Count());
    }

    [Fact]
    public void Records_are_numbered_from_one_without_gaps_and_params_stay_behind_the_points_before_them()
    {
        Log(2);
        _run.Post(new RunCommand(_run) { Record = new TagSet("a", "b") });
        Log(1);
        After(20);
        var records = Assert.Single(_backend.Written).Records;
        Assert.Equal([1, 3, 4], records.Select(r => r.Sequence));
        Assert.IsType<TagSet>(records[1]);
    }

    [Fact]
    public async Task A_flush_covers_everything_before_it()
    {
        Log(5);
        var report = await Flush();
        Assert.Equal(5, _backend.Points.Count());
        Assert.Equal(5, report.Delivered);
        Assert.True(report.IsComplete);
    }

    [Fact]
    public void A_failed_write_is_tried_again_later_and_nothing_is_lost()
    {
        _backend.OnWrite = (call, _) => call <= 2 ? throw new IOException("disk full") : Task.CompletedTask;
        Log(3);
        After(20);
        Log(2);
        After(20);
        Assert.Empty(_backend.Points);
        After(100);
        After(200);
        Assert.Equal([0, 1, 2, 3, 4], _backend.Points.Select(p => p.Value));
        Assert.Equal(TroubleKind.WriteFailed, Assert.Single(_diagnostics.Troubles).First.Kind);
    }

    [Fact]
    public async Task A_flush_during_a_failure_returns_and_says_how_much_is_pending()
    {
        _backend.OnWrite = (_, _) => throw new IOException("disk full");
        Log(3);
        var first = await Flush();
        Assert.Equal(3, first.Pending);
        Log(2);
        Assert.Equal(5, (await Flush()).Pending);
        _backend.OnWrite = null;
        After(1000);
        Assert.Equal(5, _backend.Points.Count());
    }

    [Fact]
    public async Task A_refused_batch_is_not_sent_again_and_the_next_one_is()
    {
        _backend.OnWrite = (call, _) => call == 1 ? throw new BatchRejectedException("no such experiment") : Task.CompletedTask;
        Log(3);
        Assert.Equal(3, (await Flush()).Rejected);
        Log(1);
        var report = await Flush();
        Assert.Equal(3, Assert.Single(_backend.Points).Value);
        Assert.Equal(TroubleKind.WriteRejected, Assert.Single(report.Troubles).First.Kind);
    }

    [Fact]
    public void While_a_backend_fails_memory_is_bounded_and_the_oldest_points_are_given_up_and_told()
    {
        _backend.OnWrite = (_, _) => throw new IOException("disk full");
        for (var i = 0; i < 10; i++)
        {
            Log(40);
            After(20);
        }

        _run.Post(new RunCommand(_run) { Record = new TagSet("kept", "yes") });
        After(20);
        _backend.OnWrite = null;
        After(20_000);
        After(20);
        var stored = _backend.Points.ToArray();
        Assert.InRange(stored.Length, 1, 100);
        Assert.Equal(399, stored[^1].Value);
        Assert.Equal(400 - stored.Length, _run.Report(0).Dropped);
        Assert.Contains(_backend.Written.SelectMany(b => b.Records).OfType<TagSet>(), t => t.Key == "kept");
        Assert.Contains(_backend.Written.SelectMany(b => b.Records).OfType<EventLogged>(), e => e.Name == "delivery.dropped");
    }

    [Fact]
    public void A_healthy_but_slow_backend_makes_the_ring_fill_instead_of_losing_points()
    {
        var slow = new TaskCompletionSource();
        _backend.OnWrite = (_, _) => slow.Task;
        for (var i = 0; i < 4; i++)
        {
            Log(40);
            After(20);
        }

        Assert.Equal(40, _ring.Count);
        Assert.Equal(0, _run.Report(0).Dropped);
        slow.SetResult();
        After(20);
        After(20);
        Assert.Equal(160, _backend.Points.Count());
    }

    [Fact]
    public void With_overflow_drop_a_full_ring_counts_what_it_drops()
    {
        var run = NewRun(OverflowPolicy.Drop);
        var series = new SeriesChannel(run, "loss");
        for (var i = 0; i < 100; i++)
        {
            series.Post(i, i, 0);
        }

        Assert.Equal(100 - 64, run.Report(0).Dropped);
    }

    [Fact]
    public void With_power_loss_durability_a_sync_is_asked_for_each_second()
    {
        _options.Durability = Durability.PowerLoss;
        for (var i = 0; i < 75; i++)
        {
            Log();
            After(20);
            SpinWait.SpinUntil(() => _pump.IsIdle || Turned());
        }

        Assert.Equal(1, _backend.Written.Count(b => b.Durable));
        Assert.Equal(75, _backend.Points.Count());

        bool Turned()
        {
            _pump.Turn();
            return _pump.IsIdle;
        }
    }

    [Fact]
    public void An_idle_run_says_that_it_is_alive()
    {
        After(14_900);
        Assert.Empty(_backend.Written);
        After(100);
        Assert.Empty(Assert.Single(_backend.Written).Records);
    }

    [Fact]
    public void While_nothing_is_logged_the_pump_needs_no_turn_until_the_run_has_to_say_that_it_is_alive()
    {
        Log();
        After(20);
        Assert.Equal([20, 20, 14_960], Waits(20, 20, 0));
        Log();
        Assert.Equal([20, 20, 20], Waits(0, 20, 20));
        Assert.Equal(2, _backend.Points.Count());

        IEnumerable<double> Waits(params int[] steps)
        {
            foreach (var step in steps)
            {
                _time.Advance(TimeSpan.FromMilliseconds(step));
                yield return _pump.Turn().TotalMilliseconds;
            }
        }
    }

    [Fact]
    public void A_nested_run_that_ends_at_once_is_written_after_the_beginning_of_its_parent()
    {
        var (parent, child) = (NewRun(OverflowPolicy.Wait), NewRun(OverflowPolicy.Wait));
        foreach (var run in new[] { parent, child })
        {
            run.Post(new RunCommand(run) { IsOpening = true });
            run.Post(new RunCommand(run) { Record = new TagSet("begun", "yes") });
        }

        child.Post(new RunCommand(child) { Record = new RunEnded(RunStatus.Finished), IsLast = true });
        _pump.Turn();
        Assert.Equal([parent.Id, child.Id], _backend.Written.Select(b => b.RunId));

        // What comes later waits for its time as ever.
        parent.Post(new RunCommand(parent) { Record = new TagSet("more", "yes") });
        _pump.Turn();
        Assert.Equal(2, _backend.Written.Count);
    }

    [Fact]
    public void Points_that_come_after_the_end_are_counted_as_dropped()
    {
        _run.Post(new RunCommand(_run) { Record = new RunEnded(RunStatus.Finished), IsLast = true });
        Log(2);
        _pump.Turn();
        Assert.Equal(2, _run.Report(0).Dropped);
    }

    [Fact]
    public void Without_open_runs_the_pump_needs_no_turn()
    {
        _run.Post(new RunCommand(_run) { Record = new RunEnded(RunStatus.Finished), IsLast = true });
        var wait = _pump.Turn();
        SpinWait.SpinUntil(() => (wait = _pump.Turn()) == Timeout.InfiniteTimeSpan);
        Assert.True(Assert.Single(_backend.Written).IsLast);
    }
}

using Microsoft.Extensions.Time.Testing;
using ModelTracking.Backends;
using ModelTracking.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace ModelTracking.Tests.Epochs;

public sealed class EpochTests : IAsyncDisposable
{
    private readonly InMemoryBackend _memory = new();
    private readonly TrackingClient _client;
    private readonly Run _run;
    private readonly FakeTimeProvider _clock = new();
    private readonly StringWriter _screen = new();
    private readonly TorchSharp.Modules.Linear _layer = nn.Linear(1, 1);

    public EpochTests()
    {
        _client = Some.Client(_memory);
        _run = _client.StartRun("epochs");
    }

    public async ValueTask DisposeAsync()
    {
        _layer.Dispose();
        await _client.DisposeAsync();
    }

    private IEnumerable<Epoch> Epochs(int count, EarlyStopping? stopping = null) =>
        _run.Epochs(count, new EpochOptions { Output = _screen, TimeProvider = _clock, EarlyStopping = stopping });

    private string[] Lines => _screen.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    private async Task<RunSummary> Finish()
    {
        await _run.FinishAsync();
        return (await _memory.GetRunAsync(_run.Id))!;
    }

    [Fact]
    public async Task An_epoch_ends_with_its_means_the_speed_and_the_time_left()
    {
        using var optimizer = optim.SGD(_layer.parameters(), 0.1).Track(_run);
        foreach (var epoch in Epochs(3))
        {
            for (var i = 0; i < 10; i++)
            {
                using var loss = tensor((float)i, requires_grad: true);
                loss.LogTo(_run, "loss", "train");
                optimizer.step();
            }

            for (var i = 0; i < 2; i++)
            {
                using var loss = tensor(epoch.Number + i);
                loss.LogTo(_run, "loss", "test");
            }

            epoch.Log("acc", 0.5 * epoch.Number);
            _clock.Advance(TimeSpan.FromSeconds(40));
        }

        Assert.Equal("epoch 1/3  acc 0.5  loss{test} 1.5  loss{train} 4.5  0 steps/s  left 1:20", Lines[0]);
        Assert.Equal("epoch 3/3  acc 1.5  loss{test} 3.5  loss{train} 4.5  0 steps/s  left 0:00", Lines[2]);
        var run = await Finish();
        Assert.Equal([(10L, 1.5), (20L, 2.5), (30L, 3.5)], (await _memory.ReadPointsAsync(_run.Id, new MetricKey("loss", "test"))).Select(p => (p.Step!.Value, p.Value)));
        Assert.Equal([(10L, 1.0), (20L, 2), (30L, 3)], (await _memory.ReadPointsAsync(_run.Id, "epoch")).Select(p => (p.Step!.Value, p.Value)));
        Assert.Equal(4.5, run.Metric(new MetricKey("epoch/loss", "train"))!.Last);
        Assert.Equal(40, run.Metric("epoch_seconds")!.Last);
        Assert.Equal(3L, run.Param("epochs")!.Value.ToObject());
    }

    [Fact]
    public async Task Training_that_no_longer_improves_stops_and_says_why()
    {
        double[] losses = [1, 0.5, 0.6, 0.55, 0.4];
        var seen = 0;
        foreach (var epoch in Epochs(10, new EarlyStopping("loss") { Patience = 2, MinDelta = 0.01 }))
        {
            epoch.Log("loss", losses[seen++]);
        }

        Assert.Equal(4, seen);
        var run = await Finish();
        Assert.Equal("Stopped after epoch 4: loss has not improved on 0.5 (at 2) by more than 0.01 in 2 tries; the last value is 0.55.", Assert.Single(run.Events).Message);
        Assert.StartsWith("stopped after epoch 4", Lines[^1], StringComparison.Ordinal);
        Assert.Equal(RunStatus.Finished, run.Status);
    }

    [Fact]
    public void Early_stopping_works_in_a_loop_of_ones_own()
    {
        var stopping = new EarlyStopping("acc") { Goal = MetricGoal.Maximize, Patience = 1 };
        Assert.False(stopping.ShouldStop(0.5));
        Assert.False(stopping.ShouldStop(0.7));
        Assert.True(stopping.ShouldStop(0.6));
        Assert.Equal((0.7, 2), (stopping.Best, stopping.BestAt));
        Assert.True(new EarlyStopping("loss").ShouldStop(double.NaN));
    }

    [Fact]
    public async Task A_metric_that_early_stopping_waits_for_in_vain_is_told()
    {
        foreach (var epoch in Epochs(2, new EarlyStopping("val_loss")))
        {
            epoch.Log("loss", 1);
        }

        var report = await _run.FinishAsync();
        Assert.Contains("'val_loss', which epoch 1 did not log", Assert.Single(report.Troubles).First.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_epoch_that_is_left_early_keeps_what_it_measured_but_is_no_state_to_resume_from()
    {
        _layer.Track(_run);
        using var optimizer = optim.SGD(_layer.parameters(), 0.1).Track(_run);
        foreach (var epoch in Epochs(5))
        {
            optimizer.step();
            epoch.Log("acc", 1);
            if (epoch.Number == 2)
            {
                break;
            }
        }

        var run = await Finish();
        Assert.Equal(2, run.Metric("epoch")!.Last);
        Assert.Equal(1, _client.FindCheckpoint(_run.Id)!.Epoch);
    }

    [Fact]
    public async Task A_closed_output_does_not_stop_training()
    {
        await _screen.DisposeAsync();
        Assert.Equal(2, Epochs(2).Count());
    }
}

using Digits;
using ModelTracking.Backends;
using ModelTracking.Diagnostics;
using ModelTracking.Records;
using ModelTracking.Tests.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ModelTracking.Tests.Checkpoints;

public sealed class CheckpointTests : IAsyncDisposable
{
    private readonly InMemoryBackend _memory = new();
    private readonly TrackingClient _client;
    private readonly Run _run;
    private readonly nn.Module<Tensor, Tensor> _model = DigitsNets.Mlp();

    public CheckpointTests()
    {
        _client = Some.Client(_memory);
        _run = _client.StartRun("checkpoints");
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        _model.Dispose();
    }

    private void Train(CheckpointOptions? checkpoints, params double[] accuracies)
    {
        _model.Track(_run, new ModuleTracking { Checkpoints = checkpoints });
        using var optimizer = optim.Adam(_model.parameters(), 0.01).Track(_run);
        foreach (var epoch in _run.Epochs(accuracies.Length, new EpochOptions { Output = TextWriter.Null }))
        {
            using var scope = NewDisposeScope();
            _model.forward(ones(2, 64)).sum().backward();
            optimizer.step();
            epoch.Log("acc", accuracies[epoch.Number - 1]);
        }
    }

    private async Task<(string Path, long Step)[]> Stored(string file)
    {
        await _run.FlushAsync();
        return [.. (await _memory.GetRunAsync(_run.Id))!.Artifacts.Where(a => a.Path.EndsWith(file, StringComparison.Ordinal) && a.Kind == "checkpoint").Select(a => (a.Path, a.Step!.Value))];
    }

    [Fact]
    public async Task The_last_and_the_best_are_kept_and_nothing_else()
    {
        Train(new CheckpointOptions { KeepLast = 2, KeepBest = 2, Best = "acc", Goal = MetricGoal.Maximize }, 0.1, 0.9, 0.5, 0.7, 0.6);
        Assert.Equal(
            [("checkpoints/best-0/model.dat", 4L), ("checkpoints/best-1/model.dat", 2L), ("checkpoints/last-0/model.dat", 5L), ("checkpoints/last-1/model.dat", 4L)],
            (await Stored("model.dat")).Order());
        Assert.Equal((5, 5L), (_client.FindCheckpoint(_run.Id)!.Epoch, _client.FindCheckpoint(_run.Id)!.Step));
        Assert.Equal(2, _client.FindCheckpoint(_run.Id, CheckpointChoice.Best)!.Epoch);
        Assert.Equal(0.9, _client.FindCheckpoint(_run.Id, CheckpointChoice.Best)!.Values["acc"]);
    }

    [Fact]
    public async Task Every_third_epoch_and_the_last_one_are_kept_on_request()
    {
        Train(new CheckpointOptions { EveryEpochs = 3, KeepLast = 10 }, 1, 2, 3, 4, 5, 6, 7, 8);
        Assert.Equal([3, 6, 8], (await Stored("state.json")).Select(s => s.Step).Order());
    }

    [Fact]
    public async Task The_best_last_and_final_weights_are_one_object_when_they_are_the_same()
    {
        Train(new CheckpointOptions { Best = "acc", Goal = MetricGoal.Maximize }, 0.1, 0.2, 0.3);
        await _run.FinishAsync();
        var hashes = (await _memory.GetRunAsync(_run.Id))!.Artifacts.Where(a => a.Step == 3 && (a.Path.EndsWith("model.dat", StringComparison.Ordinal) || a.Path.EndsWith("state_dict.dat", StringComparison.Ordinal))).Select(a => a.Hash).ToArray();
        Assert.Equal(3, hashes.Length);
        Assert.Single(hashes.Distinct());
    }

    [Fact]
    public async Task Weights_optimizer_random_numbers_step_and_epoch_come_back()
    {
        Train(new CheckpointOptions(), 1, 2);
        await _run.FlushAsync();
        var weights = Digit.Weights(_model);
        var next = rand(3).data<float>().ToArray();
        var checkpoint = _client.FindCheckpoint(_run.Id)!;
        await using var resumed = _client.ResumeRun(_run.Id, checkpoint.Step);
        using var model = DigitsNets.Mlp().Track(resumed);
        using var optimizer = optim.Adam(model.parameters(), 0.01).Track(resumed);
        checkpoint.Restore(resumed, model, optimizer);
        Assert.Equal(weights, Digit.Weights(model));
        Assert.Equal(next, rand(3).data<float>().ToArray());
        Assert.Equal(2, optimizer.GlobalStep);
        Assert.Equal([3, 4], resumed.Epochs(4, new EpochOptions { Output = TextWriter.Null }).Select(e => e.Number));
    }

    [Fact]
    public async Task A_checkpoint_that_was_cut_short_is_passed_over()
    {
        Train(new CheckpointOptions { KeepLast = 3 }, 1, 2, 3);
        _run.LogText("half of the weights", "checkpoints/last-2/model.dat");
        await _run.FlushAsync();
        Assert.Equal(2, _client.FindCheckpoint(_run.Id)!.Epoch);
    }

    [Fact]
    public async Task A_checkpoint_that_does_not_fit_says_so()
    {
        Train(new CheckpointOptions(), 1);
        await _run.FlushAsync();
        using var other = nn.Linear(3, 3);
        var error = Assert.Throws<TrackingException>(() => _client.FindCheckpoint(_run.Id)!.RestoreModel(other));
        Assert.Contains("as they were when it was stored", error.Message, StringComparison.Ordinal);
        Assert.Throws<TrackingException>(() => _client.FindCheckpoint(_run.Id)!.RestoreModel(other, "teacher"));
    }

    [Fact]
    public async Task A_model_too_large_for_checkpoints_nobody_asked_for_has_none_and_is_told()
    {
        Train(new CheckpointOptions { MaxBytes = 1000 }, 1, 2);
        Assert.Empty(await Stored(".dat"));
        Assert.Equal("training.no_checkpoints", Assert.Single((await _memory.GetRunAsync(_run.Id))!.Events).Name);
    }

    [Fact]
    public async Task Early_stopping_goes_on_counting_after_a_resume()
    {
        _model.Track(_run);
        foreach (var epoch in _run.Epochs(2, new EpochOptions { Output = TextWriter.Null, EarlyStopping = new EarlyStopping("loss") { Patience = 2 } }))
        {
            epoch.Log("loss", epoch.Number);
        }

        await _run.FlushAsync();
        var checkpoint = _client.FindCheckpoint(_run.Id)!;
        await using var resumed = _client.ResumeRun(_run.Id, checkpoint.Step);
        using var model = DigitsNets.Mlp().Track(resumed);
        checkpoint.Restore(resumed, model);
        var stopping = new EarlyStopping("loss") { Patience = 2 };
        foreach (var epoch in resumed.Epochs(9, new EpochOptions { Output = TextWriter.Null, EarlyStopping = stopping }))
        {
            epoch.Log("loss", epoch.Number);
        }

        Assert.Equal((1.0, 3), (stopping.Best, stopping.Seen));
    }
}

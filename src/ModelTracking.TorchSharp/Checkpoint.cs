using ModelTracking.Checkpoints;
using ModelTracking.Diagnostics;
using ModelTracking.Reading;
using ModelTracking.Records;
using ModelTracking.Runtime;
using ModelTracking.Training;
using TorchSharp;
using TorchSharp.Modules;

namespace ModelTracking;

/// <summary>A state of training that a run has kept. Get one from <c>client.FindCheckpoint</c>.</summary>
public sealed class Checkpoint
{
    private readonly IRunReader _reader;
    private readonly CheckpointState _state;

    internal Checkpoint(IRunReader reader, RunId run, CheckpointState state)
    {
        _reader = reader;
        _state = state;
        RunId = run;
    }

    /// <summary>The run it belongs to.</summary>
    public RunId RunId { get; }

    /// <summary>Optimizer steps done: what to give to <c>client.ResumeRun</c>, so that later points are taken back.</summary>
    public long Step => _state.Step;

    /// <summary>Epochs done.</summary>
    public int Epoch => _state.Epoch;

    /// <summary>Values of its epoch, by key.</summary>
    public IReadOnlyDictionary<string, double> Values => _state.Values;

    /// <summary>
    /// Brings training back to this state: weights, optimizer, learning-rate scheduler, random numbers, step and epoch. The
    /// model and the optimizer must be made as they were, and the scheduler fresh.
    /// </summary>
    /// <param name="run">The resumed run; it goes on counting.</param>
    /// <param name="model">The model.</param>
    /// <param name="optimizer">The optimizer, tracked or not. Default: none.</param>
    /// <param name="scheduler">The scheduler, which is stepped as often as it was. Default: none.</param>
    /// <param name="schedulerSteps">How often it was stepped. Default: once per epoch.</param>
    /// <param name="schedulerMetrics">The values it was given, one per step, for <c>ReduceLROnPlateau</c>. Default: none.</param>
    /// <exception cref="TrackingException">The checkpoint does not fit the model or the optimizer.</exception>
    public void Restore(
        Run run,
        torch.nn.Module model,
        torch.optim.Optimizer? optimizer = null,
        torch.optim.lr_scheduler.LRScheduler? scheduler = null,
        long? schedulerSteps = null,
        IEnumerable<double>? schedulerMetrics = null)
    {
        var session = TorchSession.Of(run);
        RestoreModel(model);
        SchedulerReplay.Step(scheduler, schedulerSteps ?? Epoch, schedulerMetrics);
        if (optimizer is not null)
        {
            // After the scheduler: that moves the rates from the start, these are the true ones.
            RestoreOptimizer(optimizer);
        }

        session.Step = Step;
        session.ResumedFrom = _state;
        RestoreRandom();
    }

    /// <summary>Loads the weights of one model, for example of the best checkpoint.</summary>
    /// <param name="model">A module of the same shape.</param>
    /// <param name="name">Its name within the run. Default: <c>model</c>.</param>
    /// <exception cref="TrackingException">The checkpoint has no such model, or it does not fit.</exception>
    public void RestoreModel(torch.nn.Module model, string name = "model")
    {
        ArgumentNullException.ThrowIfNull(model);
        Load(name, path => model.load(path));
    }

    /// <summary>Loads the state of one optimizer.</summary>
    /// <param name="optimizer">An optimizer of the same type over the same parameters.</param>
    /// <param name="name">Its name within the run. Default: <c>optimizer</c>.</param>
    /// <exception cref="TrackingException">It does not fit.</exception>
    public void RestoreOptimizer(torch.optim.Optimizer optimizer, string name = "optimizer")
    {
        var inner = optimizer is TrackedOptimizer tracked ? tracked.Inner : optimizer;
        if (inner is OptimizerHelper helper && PathOf(name) is not null)
        {
            Load(name, helper.load_state_dict);
        }
    }

    private string? PathOf(string name) => _state.Files.Keys.FirstOrDefault(f => f.EndsWith($"/{name}.dat", StringComparison.Ordinal));

    private void Load(string name, Action<string> load)
    {
        var path = PathOf(name) ?? throw new TrackingException($"The checkpoint at step {Step} has no '{name}'; it has {string.Join(", ", _state.Files.Keys.Select(Path.GetFileNameWithoutExtension))}.");
        using var file = new TemporaryFile();
        using (var bytes = _reader.OpenArtifactAsync(RunId, path).GetAwaiter().GetResult())
        using (var copy = File.Create(file.Path))
        {
            bytes.CopyTo(copy);
        }

        try
        {
            load(file.Path);
        }
        catch (Exception exception)
        {
            throw new TrackingException($"'{name}' of the checkpoint at step {Step} cannot be loaded: {exception.Message} Make the model and the optimizer as they were when it was stored.", exception);
        }
    }

    private void RestoreRandom()
    {
        if (_state.Random is { Length: > 0 } bytes)
        {
            using var scope = torch.NewDisposeScope();
            torch.set_rng_state(torch.tensor(bytes, torch.uint8));
        }
    }
}

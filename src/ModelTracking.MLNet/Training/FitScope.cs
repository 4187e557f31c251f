using System.Diagnostics;
using Microsoft.ML;
using ModelTracking.Records;

namespace ModelTracking.MLNet.Training;

/// <summary>
/// One call of <c>Fit</c> that is tracked. It is found again by what happens inside through the flow of execution, so
/// fits on several threads do not mix.
/// </summary>
internal sealed class FitScope : IDisposable
{
    private static readonly AsyncLocal<FitScope?> Flow = new();
    private readonly FitScope? _outer;
    private readonly Dictionary<object, TrackedTrainer> _trainers = new(ReferenceEqualityComparer.Instance);
    private readonly List<HostLease> _leases = [];
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly TrainingSlot _slot;
    private readonly MetricContext _context;
    private readonly List<string> _transformers;

    private FitScope(Run run, MLNetOptions options, object estimator)
    {
        Run = run;
        Options = options;
        Trainings = RunTrainings.Of(run);
        var tree = EstimatorTree.Of(estimator);
        Main = tree.Trainers.LastOrDefault(t => t.Outer is null).Trainer;
        foreach (var (trainer, outer) in tree.Trainers)
        {
            _trainers[trainer] = new TrackedTrainer(this, trainer, outer is null ? null : _trainers[outer]);
        }

        // The last trainer of a chain is what it is for; a chain without one (only transformers) has keys of its own.
        _slot = Main is null ? Trainings.SlotOf(null, string.Join(',', tree.Transformers)) : _trainers[Main].Slot;
        Fit = Main is null ? _slot.NextFit() : _trainers[Main].Fit;
        _context = ContextOf(Fit);
        _transformers = tree.Transformers;
        _outer = Flow.Value;
    }

    /// <summary>The innermost tracked fit on this flow of execution.</summary>
    public static FitScope? Current => Flow.Value;

    public Run Run { get; }

    public MLNetOptions Options { get; }

    public RunTrainings Trainings { get; }

    /// <summary>The trainer the chain is for; null where there is none.</summary>
    public object? Main { get; }

    /// <summary>How many times this configuration has been fitted in this run, with this one.</summary>
    public int Fit { get; }

    /// <summary>Begins a fit; null, and told, where something of ours fails.</summary>
    public static FitScope? Begin(Run run, MLNetOptions options, object estimator)
    {
        FitScope? scope = null;
        if (!run.HasEnded)
        {
            Guard.Run(run, "The training", () =>
            {
                var opening = new FitScope(run, options, estimator);
                opening.Open();
                scope = opening;
            });
        }

        return scope;
    }

    /// <summary>The first fit's metrics stand plainly, the further ones' in a context.</summary>
    public static MetricContext ContextOf(int fit) => fit == 1 ? MetricContext.None : MetricContext.Of(("fit", fit.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>What is known of a trainer while this fit goes on; null where it is not part of it.</summary>
    public TrackedTrainer? Find(object trainer) => _trainers.GetValueOrDefault(trainer) ?? _outer?.Find(trainer);

    /// <summary>True where an estimator is fitted for a run that an enclosing fit already logs.</summary>
    public static bool IsCovered(Run run, object estimator)
    {
        for (var scope = Current; scope is not null; scope = scope._outer)
        {
            if (ReferenceEquals(scope.Run, run) && scope._trainers.Count > 0
                && EstimatorTree.Of(estimator).Trainers is { Count: > 0 } trainers && trainers.All(t => scope._trainers.ContainsKey(t.Trainer)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Logs what is known after the fit.</summary>
    public void Finish(IDataView? data, object model)
    {
        var seconds = Stopwatch.GetElapsedTime(_started).TotalSeconds;
        Guard.Run(Run, "The training time", () => Run.LogMetric("training.seconds", seconds, null, _context));
        foreach (var trainer in _trainers.Values)
        {
            Guard.Run(Run, $"Hyperparameters of {trainer.Name}", trainer.LogOpenParams);
        }

        if (data is null)
        {
            return;
        }

        Guard.Run(Run, "The training data", () => Datasets.TrainingData.Log(this, data, _context));
        if (Options.LogModelSummary && model is ITransformer transformer)
        {
            Guard.Run(Run, "The model summary", () => Models.ModelSummary.Log(this, transformer, data.Schema, _slot.Prefix));
        }
    }

    /// <summary>Gives the trainers their hosts back.</summary>
    public void Dispose()
    {
        foreach (var lease in _leases)
        {
            lease.Dispose();
        }

        Flow.Value = _outer;
    }

    private void Open()
    {
        Flow.Value = this;
        try
        {
            if (Options.LogParams && Fit == 1 && _transformers.Count > 0)
            {
                Run.LogParam($"{_slot.Prefix}.transformers", _transformers);
            }

            foreach (var trainer in _trainers.Values)
            {
                trainer.LogParams();
                Listen(trainer);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private void Listen(TrackedTrainer trainer)
    {
        if (HostLease.Take(trainer.Estimator, Options.LogCurves) is { } lease)
        {
            _leases.Add(lease);
        }
        else if (Trainings.IsFirst("host"))
        {
            Guard.Tell(Run, $"What {trainer.Name} reports while it trains");
        }
    }
}

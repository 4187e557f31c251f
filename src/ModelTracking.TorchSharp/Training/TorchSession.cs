using System.Runtime.CompilerServices;
using ModelTracking.Checkpoints;
using ModelTracking.Diagnostics;
using ModelTracking.Epochs;
using ModelTracking.Models;
using ModelTracking.Records;

namespace ModelTracking.Training;

/// <summary>
/// What the adapter knows of one run: the global step, the models and optimizers in it, the epoch it is in. One
/// training thread at a time; <see cref="Of"/> may be called from any.
/// </summary>
internal sealed class TorchSession
{
    private static readonly ConditionalWeakTable<Run, TorchSession> Sessions = [];
    private static readonly ConditionalWeakTable<Run, TorchSession>.CreateValueCallback Create = run => new TorchSession(run);

    [ThreadStatic]
    private static TorchSession? _last;

    private readonly HashSet<string> _said = new(StringComparer.Ordinal);

    private TorchSession(Run run)
    {
        Run = run;
        Scalars = new ScalarLog(this);
        Rank = run.Context.Pairs().FirstOrDefault(p => p.Name == "rank").Value;
        run.BeforeEnd(End);
    }

    public Run Run { get; }

    public ScalarLog Scalars { get; }

    /// <summary>Optimizer steps that are done.</summary>
    public long Step { get; set; }

    /// <summary>The step that is being made: the number under which its values are logged.</summary>
    public long CurrentStep => Step + 1;

    /// <summary>The optimizer that counts the steps; another one in the same run (a GAN's) does not.</summary>
    public TrackedOptimizer? MainOptimizer { get; private set; }

    public BatchCount Batches { get; } = new();

    public List<TrackedOptimizer> Optimizers { get; } = [];

    public List<TrackedModel> Models { get; } = [];

    public EpochLoop? Epochs { get; set; }

    /// <summary>Whether device and seed were logged.</summary>
    public bool LoggedParams { get; set; }

    public CheckpointWriter? Checkpoints { get; set; }

    /// <summary>Where a resumed run goes on; null in a fresh one.</summary>
    public CheckpointState? ResumedFrom { get; set; }

    /// <summary>This process's rank, as the run's context says; null where there is one process.</summary>
    public string? Rank { get; }

    /// <summary>Whether this process keeps what the run has once: params, models, checkpoints.</summary>
    public bool IsMain => Rank is null or "0";

    public static TorchSession Of(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var last = _last;
        return ReferenceEquals(last?.Run, run) ? last : _last = Sessions.GetValue(run, Create);
    }

    public void Add(TrackedOptimizer optimizer)
    {
        Optimizers.Add(optimizer);
        MainOptimizer ??= optimizer;
    }

    /// <summary>Does something for the run that must never reach the training: an exception becomes a trouble.</summary>
    public void Guard(string what, Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is not TrackingException)
        {
            TellFailure(what, exception);
        }
    }

    public void TellFailure(string what, Exception exception) =>
        Run.Tell(new Trouble(TroubleKind.Internal, $"{what} failed: {exception.Message}", "Training goes on; only what the message names is missing from the run.", exception));

    /// <summary>Logs an event once per name and subject.</summary>
    public void SayOnce(string name, string subject, string message, EventSeverity severity, long step)
    {
        if (_said.Add($"{name}\n{subject}"))
        {
            Run.LogEvent(name, message, severity, step);
        }
    }

    /// <summary>Takes back what <see cref="SayOnce"/> remembers, so that it is said again the next time it happens.</summary>
    public void Forget(string name, string subject) => _said.Remove($"{name}\n{subject}");

    /// <summary>Stores what the first model's options ask for.</summary>
    public void StoreCheckpoint(Epoch epoch, EarlyStopping? stopping, bool isLast)
    {
        if (IsMain && Models.Select(m => m.Checkpoints).FirstOrDefault() is { } options)
        {
            Checkpoints ??= new CheckpointWriter(this, options);
            Checkpoints.AfterEpoch(epoch, stopping, isLast);
        }
    }

    private void End(RunStatus status)
    {
        Guard("Reading the last values", Scalars.Flush);
        foreach (var optimizer in Optimizers)
        {
            Guard("Logging the last rates", optimizer.Observer.Finish);
        }

        if (status == RunStatus.Finished && IsMain)
        {
            foreach (var model in Models)
            {
                Guard("Storing the final model", model.LogFinal);
            }
        }
    }
}

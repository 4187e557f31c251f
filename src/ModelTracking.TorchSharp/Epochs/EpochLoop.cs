using System.Collections;
using ModelTracking.Diagnostics;
using ModelTracking.Records;
using ModelTracking.Training;

namespace ModelTracking.Epochs;

/// <summary>Goes through the epochs of a run, and does at the end of each what is to be done there.</summary>
internal sealed class EpochLoop(TorchSession session, int count, EpochOptions options) : IEnumerable<Epoch>
{
    private readonly EpochScreen _screen = new(options.Output, options.TimeProvider);
    private long _began;
    private long _firstStep;
    private int _done;
    private TimeSpan _spent;

    public TorchSession Session => session;

    public EarlyStopping? EarlyStopping => options.EarlyStopping;

    public IEnumerator<Epoch> GetEnumerator()
    {
        var from = 1;
        session.Guard("Beginning the epochs", () => from = Begin());
        Epoch? open = null;
        try
        {
            for (var number = from; number <= count; number++)
            {
                open = new Epoch(this, number, count);
                _began = options.TimeProvider.GetTimestamp();
                _firstStep = session.Step;
                yield return open;
                var finished = open;
                open = null;
                var stop = false;
                session.Guard($"Closing epoch {number}", () => stop = Close(finished, isWhole: true));
                if (stop)
                {
                    break;
                }
            }

            foreach (var model in session.Models)
            {
                session.Guard("Storing the final model", model.LogFinal);
            }
        }
        finally
        {
            if (open is not null)
            {
                // Left by break or by an exception: what was measured is kept, but it is no state to resume from.
                session.Guard($"Closing epoch {open.Number}", () => Close(open, isWhole: false));
            }

            session.Epochs = null;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Moves the progress bar; costs nothing where there is none.</summary>
    public void OnStep()
    {
        if (_screen.IsTerminal)
        {
            _screen.Progress(Before + _done, count, session.Step - _firstStep, Left);
        }
    }

    private TimeSpan? Left => _done == 0 ? null : _spent / _done * (count - Before - _done);

    // Epochs of the process that was here before a resume.
    private int Before => session.ResumedFrom?.Epoch ?? 0;

    private int Begin()
    {
        session.Epochs = this;
        if (session.IsMain)
        {
            session.Run.LogParam("epochs", count);
        }

        if (session.ResumedFrom is not { } state)
        {
            return 1;
        }

        if (state.EarlyStopping is { } before && options.EarlyStopping is { } stopping && stopping.Metric == before.Metric)
        {
            stopping.Resume(before.Best, before.BestAt, before.Seen);
        }

        return state.Epoch + 1;
    }

    private bool Close(Epoch epoch, bool isWhole)
    {
        var took = options.TimeProvider.GetElapsedTime(_began);
        var run = session.Run;
        foreach (var (key, mean, wasEvaluation) in session.Scalars.TakeMeans())
        {
            epoch.Add(key, mean);
            run.LogMetric(wasEvaluation ? key.Name : $"epoch/{key.Name}", mean, session.Step, key.Context);
        }

        run.LogMetric("epoch", epoch.Number, session.Step);
        run.LogMetric("epoch_seconds", took.TotalSeconds, session.Step);
        _spent += took;
        _done++;
        _screen.StepsInEpoch = session.Step - _firstStep;
        _screen.Summary(epoch, session.Step - _firstStep, took, isWhole ? Left : null);
        if (!isWhole)
        {
            return false;
        }

        // Asked first, so that the checkpoint knows of this epoch, and kept if it is the last.
        var isLast = epoch.Number == count;
        var stop = ShouldStop(epoch) && !isLast;
        if (stop)
        {
            SayWhy(epoch);
        }

        session.Guard("Storing a checkpoint", () => session.StoreCheckpoint(epoch, EarlyStopping, isLast: stop || isLast));
        return stop;
    }

    private bool ShouldStop(Epoch epoch)
    {
        if (options.EarlyStopping is not { } stopping)
        {
            return false;
        }

        if (!epoch.Values.TryGetValue(stopping.Metric, out var value))
        {
            session.Run.Tell(new Trouble(TroubleKind.InvalidKey, $"Early stopping looks at '{stopping.Metric}', which epoch {epoch.Number} did not log.", "Log it with epoch.Log or LogTo under exactly this key."));
            return false;
        }

        return stopping.ShouldStop(value);
    }

    private void SayWhy(Epoch epoch)
    {
        var reason = options.EarlyStopping!.Reason;
        session.Run.LogEvent("training.early_stop", $"Stopped after epoch {epoch.Number}: {reason}.", EventSeverity.Information, session.Step);
        session.Run.SetTag("early_stop", reason);
        _screen.Line($"stopped after epoch {epoch.Number}: {reason}");
    }
}

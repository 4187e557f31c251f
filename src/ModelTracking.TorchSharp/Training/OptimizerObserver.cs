using TorchSharp;

namespace ModelTracking.Training;

/// <summary>What happens around each step of one optimizer. Nothing here throws into the training or leaves a tensor.</summary>
internal sealed class OptimizerObserver
{
    private readonly torch.optim.Optimizer _inner;
    private readonly LearningRates _rates;
    private readonly GradientWatch _gradients;
    private readonly StepRates? _speed;
    private readonly bool _computesInside;
    private bool _failed;

    public OptimizerObserver(TorchSession session, torch.optim.Optimizer inner, OptimizerTracking options)
    {
        Session = session;
        _inner = inner;
        _computesInside = inner is TorchSharp.Modules.LBFGS;
        Counts = session.MainOptimizer is null;
        Name = options.Name ?? (session.Optimizers.Count == 0 ? "optimizer" : $"optimizer{session.Optimizers.Count + 1}");
        var prefix = Counts && options.Name is null ? "" : $"{Name}/";
        _rates = new LearningRates(session.Run, inner, prefix);
        _gradients = new GradientWatch(session, inner, prefix, options);
        _speed = Counts ? new StepRates(session, options) : null;
    }

    public TorchSession Session { get; }

    public string Name { get; }

    /// <summary>Whether its steps are the run's steps.</summary>
    public bool Counts { get; }

    public void BeforeStep()
    {
        if (_failed)
        {
            return;
        }

        try
        {
            var step = Session.CurrentStep;
            _rates.Observe(step);
            if (!_computesInside)
            {
                // LBFGS computes its gradients inside the step.
                _gradients.Observe(step);
            }
        }
        catch (Exception exception) when (exception is not Diagnostics.TrackingException)
        {
            Fail(exception);
        }
    }

    public void AfterStep()
    {
        if (_computesInside && !_failed)
        {
            try
            {
                _gradients.Observe(Session.CurrentStep);
            }
            catch (Exception exception) when (exception is not Diagnostics.TrackingException)
            {
                Fail(exception);
            }
        }

        if (Counts)
        {
            Session.Step++;
            _speed!.Observe(Session.Step);
            Session.Epochs?.OnStep();
        }
    }

    public void GroupsChanged()
    {
        Session.Guard("Logging a new parameter group", () =>
        {
            _rates.Refresh();
            OptimizerParams.Log(Session, _inner, Name);
        });
    }

    /// <summary>Logs what is held back until the end of the run.</summary>
    public void Finish()
    {
        _rates.Finish(Session.Step);
        _speed?.Finish(Session.Step);
    }

    // What fails once fails at every step: it is told, and not tried again.
    private void Fail(Exception exception)
    {
        _failed = true;
        Session.TellFailure($"Observing {Name}", exception);
    }
}

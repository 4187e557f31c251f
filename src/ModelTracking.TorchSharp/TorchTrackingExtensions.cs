using ModelTracking.Models;
using ModelTracking.Records;
using ModelTracking.Training;
using TorchSharp;

namespace ModelTracking;

/// <summary>The marks that an existing TorchSharp loop needs to be tracked.</summary>
public static class TorchTrackingExtensions
{
    /// <summary>
    /// Logs what the optimizer does: its type and hyperparameters at once; learning rate, gradient norm, speed and tensors
    /// alive as training goes. Each step of the first optimizer of a run is a step of the run.
    /// </summary>
    /// <param name="optimizer">Any optimizer.</param>
    /// <param name="run">The run.</param>
    /// <param name="options">What is logged how often. Default: see <see cref="OptimizerTracking"/>.</param>
    /// <returns>An optimizer to use instead; schedulers take it too.</returns>
    public static TrackedOptimizer Track(this torch.optim.Optimizer optimizer, Run run, OptimizerTracking? options = null)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        if (optimizer is TrackedOptimizer already)
        {
            return already;
        }

        options ??= new OptimizerTracking();
        var session = TorchSession.Of(run);
        var observer = new OptimizerObserver(session, optimizer, options);
        var tracked = TrackedOptimizer.Wrap(optimizer, observer);
        if (session.MainOptimizer is null)
        {
            session.Scalars.Reading = options.Reading;
        }

        session.Add(tracked);
        session.Guard("Logging the hyperparameters", () => OptimizerParams.Log(session, optimizer, observer.Name));
        session.Guard("Logging device and seed", () => SessionParams.Log(session, optimizer is TorchSharp.Modules.OptimizerHelper ? optimizer.parameters().FirstOrDefault() : null));
        return tracked;
    }

    /// <summary>
    /// Logs the model: its layers and counts now, checkpoints after epochs of <c>run.Epochs</c>, the final weights with their
    /// signature when the run ends as finished.
    /// </summary>
    /// <typeparam name="T">The model's type.</typeparam>
    /// <param name="model">Any module.</param>
    /// <param name="run">The run.</param>
    /// <param name="options">Name, example input, checkpoints. Default: see <see cref="ModuleTracking"/>.</param>
    /// <returns>The model itself.</returns>
    public static T Track<T>(this T model, Run run, ModuleTracking? options = null)
        where T : torch.nn.Module
    {
        ArgumentNullException.ThrowIfNull(model);
        var session = TorchSession.Of(run);
        session.Guard("Tracking the model", () =>
        {
            if (session.Models.Any(m => ReferenceEquals(m.Module, model)))
            {
                return;
            }

            var tracked = new TrackedModel(session, model, options ?? new ModuleTracking());
            session.Models.Add(tracked);
            if (session.IsMain)
            {
                tracked.LogStart();
                SessionParams.Log(session, model.parameters().FirstOrDefault());
            }
        });
        return model;
    }

    /// <summary>
    /// Logs the value of a loss (or of any tensor; with more than one element, their mean) at the present step, and tells
    /// NaN and infinity. A tensor without gradient counts as evaluation: within <c>run.Epochs</c> its mean is logged once, when
    /// the epoch ends.
    /// </summary>
    /// <param name="tensor">The tensor; it is not changed, kept or disposed.</param>
    /// <param name="run">The run.</param>
    /// <param name="key">The metric's key. Default: <c>loss</c>.</param>
    /// <param name="context">What it is measured on. Default: none.</param>
    /// <returns>The tensor itself.</returns>
    public static torch.Tensor LogTo(this torch.Tensor tensor, Run run, string key = "loss", MetricContext context = default)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        var session = TorchSession.Of(run);
        try
        {
            session.Scalars.Log(tensor, key, context);
        }
        catch (Exception exception) when (exception is not Diagnostics.TrackingException)
        {
            session.TellFailure($"Logging '{key}'", exception);
        }

        return tensor;
    }
}

using Microsoft.ML;
using ModelTracking.MLNet.Contexts;
using ModelTracking.MLNet.Training;

namespace ModelTracking;

/// <summary>
/// Switches tracking on for ML.NET. Results stay the same bit for bit, and nothing here throws into training. The keys
/// are listed in the package's README.
/// </summary>
public static class MLNetTrackingExtensions
{
    /// <summary>
    /// Logs what a context says until the result is disposed: warnings and errors (events <c>mlnet.warning</c>,
    /// <c>mlnet.error</c>), each AutoML trial as a nested run, and of trainings that are not tracked themselves the
    /// trainer, its seconds and the values it chose. May be nested; several contexts and runs do not mix.
    /// </summary>
    /// <param name="context">The context. Thread-safe.</param>
    /// <param name="run">Where to.</param>
    /// <param name="options">What is logged. Default: everything.</param>
    public static IDisposable Track(this MLContext context, Run run, MLNetOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(run);
        return ContextTracking.Begin(context, run, options ?? new MLNetOptions());
    }

    /// <summary>
    /// The same estimator, whose fits are logged: hyperparameters (<c>training.*</c>), loss per iteration
    /// (<c>training.loss</c>, ... live), seconds, rows, schema and digest of the data, what was learnt. Works anywhere
    /// in a chain; of a chain that is tracked as a whole, every part is.
    /// </summary>
    /// <typeparam name="TTransformer">What it fits; unchanged.</typeparam>
    /// <param name="estimator">A trainer, a transform or a chain.</param>
    /// <param name="run">Where to.</param>
    /// <param name="options">What is logged. Default: everything.</param>
    public static IEstimator<TTransformer> Track<TTransformer>(this IEstimator<TTransformer> estimator, Run run, MLNetOptions? options = null)
        where TTransformer : ITransformer
    {
        ArgumentNullException.ThrowIfNull(estimator);
        ArgumentNullException.ThrowIfNull(run);
        return new TrackedEstimator<TTransformer>(estimator, run, options ?? new MLNetOptions());
    }

    /// <summary>
    /// Logs a fit that is more than <c>Fit(data)</c>, with a validation set for example:
    /// <c>trainer.Track(run, t => t.Fit(train, validation), train)</c>.
    /// </summary>
    /// <typeparam name="TTrainer">The trainer.</typeparam>
    /// <typeparam name="TModel">What it fits.</typeparam>
    /// <param name="trainer">A trainer.</param>
    /// <param name="run">Where to.</param>
    /// <param name="fit">Called once, here and now; its exceptions pass through.</param>
    /// <param name="data">The training data, for schema, rows and digest. Default: none, and these are not logged.</param>
    /// <param name="options">What is logged. Default: everything.</param>
    /// <returns>What <paramref name="fit"/> returned.</returns>
    public static TModel Track<TTrainer, TModel>(this TTrainer trainer, Run run, Func<TTrainer, TModel> fit, IDataView? data = null, MLNetOptions? options = null)
        where TTrainer : class, IEstimator<ITransformer>
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(fit);
        return TrackedFit.Run(run, options ?? new MLNetOptions(), trainer, data, () => fit(trainer));
    }
}

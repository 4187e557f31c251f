using ModelTracking.Epochs;
using ModelTracking.Models;
using ModelTracking.TensorBoard;
using ModelTracking.Training;
using TorchSharp;

namespace ModelTracking;

/// <summary>What a run can do for a TorchSharp loop.</summary>
public static class TorchRunExtensions
{
    /// <summary>
    /// The epochs of training: <c>foreach (var epoch in run.Epochs(10))</c>. Each ends with a summary, the time left and, where
    /// it is due, a checkpoint; a resumed run goes on after the checkpoint's epoch.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="count">How many epochs there are in all, those before a resume included.</param>
    /// <param name="options">Early stopping and output. Default: see <see cref="EpochOptions"/>.</param>
    public static IEnumerable<Epoch> Epochs(this Run run, int count, EpochOptions? options = null) =>
        new EpochLoop(TorchSession.Of(run), count, options ?? new EpochOptions());

    /// <summary>The batches of a loader, unchanged; their rows are counted for examples per second.</summary>
    /// <typeparam name="T">A tensor, a tuple or dictionary of tensors, or anything else, which is not counted.</typeparam>
    /// <param name="run">The run.</param>
    /// <param name="loader">The batches.</param>
    public static IEnumerable<T> Batches<T>(this Run run, IEnumerable<T> loader)
    {
        ArgumentNullException.ThrowIfNull(loader);
        var session = TorchSession.Of(run);
        foreach (var batch in loader)
        {
            session.Batches.AddFromLoader(batch);
            yield return batch;
        }
    }

    /// <summary>Stores a model's weights and signature now, as <c>NAME/state_dict.dat</c> and <c>NAME/model.json</c>.</summary>
    /// <param name="run">The run.</param>
    /// <param name="model">Any module; <c>module.load</c> reads the weights back.</param>
    /// <param name="name">Name within the run. Default: <c>model</c>.</param>
    /// <param name="example">One input, to learn the exact signature. Default: none.</param>
    public static void LogModel(this Run run, torch.nn.Module model, string name = "model", torch.Tensor? example = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        var session = TorchSession.Of(run);
        session.Guard($"Storing the model '{name}'", () =>
        {
            var trial = example is null ? null : ModelTrial.Run(model, example);
            var signature = trial is null ? ModelSignature.Of(null, model) : new ModelSignature([trial.Input], [trial.Output], "observed");
            ModelArtifact.Log(run, model, name, signature, session.Step > 0 ? session.Step : null);
        });
    }

    /// <summary>
    /// A writer with the methods of TorchSharp's <c>SummaryWriter</c>, which writes to the run: code that logs to TensorBoard
    /// changes the one line that makes its writer.
    /// </summary>
    public static RunSummaryWriter SummaryWriter(this Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new RunSummaryWriter(run);
    }
}

using ModelTracking.Checkpoints;
using ModelTracking.Records;
using ModelTracking.TensorBoard;

namespace ModelTracking;

/// <summary>What a client can do for TorchSharp.</summary>
public static class TorchClientExtensions
{
    /// <summary>
    /// Looks for a checkpoint of a run. One whose bytes are not all there, because its process was killed meanwhile, is
    /// passed over.
    /// </summary>
    /// <param name="client">A client whose store can be read.</param>
    /// <param name="run">The run.</param>
    /// <param name="choice">Which one. Default: the last.</param>
    /// <returns>The checkpoint; null where the run has none.</returns>
    /// <exception cref="Diagnostics.TrackingException">There is no such run.</exception>
    public static Checkpoint? FindCheckpoint(this TrackingClient client, RunId run, CheckpointChoice choice = CheckpointChoice.Last)
    {
        ArgumentNullException.ThrowIfNull(client);
        return CheckpointFinder.Find(client.Reader, run, choice);
    }

    /// <summary>
    /// Imports TensorBoard event files, those of TorchSharp, PyTorch and TensorFlow: scalars, histograms, images, text and
    /// hparams. Each folder with event files becomes a run; importing again adds only what is new.
    /// </summary>
    /// <param name="client">Where the runs go.</param>
    /// <param name="folder">A folder with event files in it or below it.</param>
    /// <param name="options">Experiment and so on. Default: see <see cref="TensorBoardImportOptions"/>.</param>
    /// <param name="cancellationToken">Stops between two files; what was imported stays.</param>
    /// <returns>What was imported, and what could not be read.</returns>
    /// <exception cref="Diagnostics.TrackingException">There is no such folder, or no event file in it.</exception>
    public static Task<TensorBoardImportReport> ImportTensorBoardAsync(this TrackingClient client, string folder, TensorBoardImportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new TensorBoardImporter(client, options ?? new TensorBoardImportOptions()).ImportAsync(folder, cancellationToken);
    }
}

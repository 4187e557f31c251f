using ModelTracking.TensorBoard;
using ModelTracking.TensorBoard.Import;

namespace ModelTracking;

/// <summary>Imports what TensorBoard shows.</summary>
public static class TensorBoardClientExtensions
{
    /// <summary>
    /// Imports TensorBoard event files, those of TorchSharp, PyTorch and TensorFlow: scalars, histograms, images, text and
    /// hparams. Each folder with event files becomes a run; importing again adds only what is new.
    /// </summary>
    /// <param name="client">Where the runs go. Open it with <c>Capture = CaptureOptions.Off()</c>, or this program's own environment and code stand in the runs.</param>
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

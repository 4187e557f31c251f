using ModelTracking.Checkpoints;
using ModelTracking.Records;

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
}

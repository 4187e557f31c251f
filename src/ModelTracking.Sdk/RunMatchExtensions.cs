using ModelTracking.Reading.Matching;

namespace ModelTracking;

/// <summary>Asks whether a training was tried before.</summary>
public static class RunMatchExtensions
{
    /// <summary>Runs that were the training that a signature tells of, newest first; ask before a run is started.</summary>
    /// <param name="client">The client.</param>
    /// <param name="signature">What is going to be trained.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static Task<IReadOnlyList<RunMatch>> FindTriedAsync(this TrackingClient client, RunSignature signature, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return RunMatcher.FindAsync(client.Reader, signature, cancellationToken: cancellationToken);
    }

    /// <summary>
    /// Earlier runs with the same params, code and data as this one has logged so far, newest first; ask once the params are logged, before
    /// the training begins. Waits until what was logged is stored.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="ignore">Keys of params that make no other training, for example <c>output_folder</c>. Default: none.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<IReadOnlyList<RunMatch>> FindTriedAsync(this Run run, IEnumerable<string>? ignore = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        await run.FlushAsync(cancellationToken).ConfigureAwait(false);
        var left = ignore?.ToArray() ?? [];
        if (await run.Client.Reader.GetRunAsync(run.Id, cancellationToken).ConfigureAwait(false) is not { } summary)
        {
            return [];
        }

        // Other runs may have params that are left out here: they are compared without them.
        var signature = RunSignature.Of(summary, left) with { IsWholeConfig = false };
        var found = await RunMatcher.FindAsync(run.Client.Reader, signature, cancellationToken: cancellationToken).ConfigureAwait(false);
        return [.. found.Where(m => m.Run.Id != run.Id && m.Run.Params.Count(p => !left.Contains(p.Key)) == signature.Params.Count)];
    }
}

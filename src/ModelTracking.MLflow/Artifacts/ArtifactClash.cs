namespace ModelTracking.MLflow.Artifacts;

/// <summary>
/// A run here may have the artifacts <c>plot</c> and <c>plot/1.png</c>. Where a server keeps files in folders the second cannot lie beside the
/// first, and its answer (500) is the one of an outage, which would be waited for for ever.
/// </summary>
internal static class ArtifactClash
{
    /// <summary>Asks the server, after it has refused, for what stands in the way of a path.</summary>
    /// <returns>What is wrong, and null where nothing stands in its way.</returns>
    public static async Task<string?> FindAsync(MlflowArtifacts artifacts, string runId, string path, CancellationToken cancellationToken)
    {
        for (var end = path.IndexOf('/', StringComparison.Ordinal); ; end = path.IndexOf('/', end + 1))
        {
            var part = end < 0 ? path : path[..end];
            var slash = part.LastIndexOf('/');
            var there = (await artifacts.ListAsync(runId, slash < 0 ? null : part[..slash], cancellationToken).ConfigureAwait(false)).FirstOrDefault(f => f.Path == part);
            if (there is null || end < 0)
            {
                return there is { IsDir: true } ? $"'{path}' is a folder there, with other artifacts in it. Log the file under another path." : null;
            }

            if (!there.IsDir)
            {
                return $"'{part}' is a file there, so nothing can lie in it. Log '{path}' under another path.";
            }
        }
    }
}

using ModelTracking.MLflow.Connection;

namespace ModelTracking.MLflow.Artifacts;

/// <summary>Where an artifact's URI leads: to the server's proxy, or into a folder.</summary>
/// <param name="Server">The proxy's base address; null for a folder.</param>
/// <param name="Path">Path behind it.</param>
/// <param name="Folder">The file on this machine; null for the proxy.</param>
internal sealed record Place(Uri? Server, string Path, string? Folder)
{
    /// <exception cref="MlflowException">The artifacts are kept in a place that is not reached through the server.</exception>
    public static Place Of(MlflowConnection connection, string root, string path)
    {
        if (!MlflowArtifacts.IsInside(path))
        {
            throw new MlflowException($"The artifact path '{path}' leads out of the run.") { StatusCode = System.Net.HttpStatusCode.BadRequest };
        }

        if (root.StartsWith("mlflow-artifacts:", StringComparison.OrdinalIgnoreCase))
        {
            var uri = new Uri(root.StartsWith("mlflow-artifacts://", StringComparison.OrdinalIgnoreCase) ? root : "mlflow-artifacts:///" + root["mlflow-artifacts:".Length..].TrimStart('/'));
            var server = uri.Authority.Length == 0 ? connection.Address : new Uri($"{connection.Address.Scheme}://{uri.Authority}/");
            return new Place(server, $"{Uri.UnescapeDataString(uri.AbsolutePath).Trim('/')}/{path}", null);
        }

        if (root.StartsWith("file:", StringComparison.OrdinalIgnoreCase) || root.StartsWith('/'))
        {
            var folder = root[0] == '/' ? root : new Uri(root).LocalPath;
            return Directory.Exists(folder) || Directory.Exists(System.IO.Path.GetDirectoryName(folder))
                ? new Place(null, path, System.IO.Path.Combine(folder, path))
                : throw Elsewhere(connection, root);
        }

        throw Elsewhere(connection, root);
    }

    /// <summary>The folder that it lies in.</summary>
    public Place Parent => this with { Path = Path[..Math.Max(0, Path.LastIndexOf('/'))] };

    public Uri Route(string api) => new(Server!, api + Query.Path(Path));

    private static MlflowException Elsewhere(MlflowConnection connection, string root) => new(
        $"Artifacts of this run are kept in '{(Uri.TryCreate(root, UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Path) : root)}', which {connection.Name} does not pass on. Start the server with --serve-artifacts, and use an experiment made after that.")
    { StatusCode = System.Net.HttpStatusCode.BadRequest, ErrorCode = "ARTIFACTS_ELSEWHERE" };
}

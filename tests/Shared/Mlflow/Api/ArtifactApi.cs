using System.Text.Json.Nodes;
using Mlflow.Stub.Http;
using Mlflow.Stub.State;
using Mlflow.Stub.Wire;

namespace Mlflow.Stub.Api;

/// <summary>The artifact proxy, and lists by run.</summary>
internal sealed class ArtifactApi(ServerState state)
{
    private const string Root = "/api/2.0/mlflow-artifacts/artifacts";

    public void AddTo(Routes routes)
    {
        routes.Add("PUT", $"{Root}/**", e => Put(Safe(e.Rest[0]), e.Body));
        routes.Add("GET", $"{Root}/**", e => Download(Safe(e.Rest[0])));
        routes.Add("DELETE", $"{Root}/**", e => { state.Artifacts.Delete(Safe(e.Rest[0])); return Answer.Empty; });
        routes.Add("GET", Root, e => Answer.Json(new JsonObject().WithList("files", Files(Safe(e.QueryValue("path") ?? ""), ""))));
        routes.Api("GET", "artifacts/list", List);
        routes.Add("GET", "/get-artifact", e => Download(Join(RootOf(state.Run(RunOf(e))), Safe(e.QueryValue("path") ?? ""))));
        routes.Add("POST", "/ajax-api/2.0/mlflow/upload-artifact", e =>
        {
            state.Artifacts.Put(Join(RootOf(state.Run(RunOf(e))), Safe(e.QueryValue("path") ?? "")), e.Body);
            return new Answer(200, "application/json", []);
        });
    }

    /// <summary>A path below the root, or an error.</summary>
    public static string Safe(string path)
    {
        var invalid = path.StartsWith('/') || path.Contains('\0') || path.Contains('\\') || path.Split('/').Any(p => p == "..") || (path.Length > 1 && path[1] == ':');
        return invalid ? throw ApiException.Invalid("Invalid path") : path;
    }

    /// <summary>The folder of a run below the artifact root.</summary>
    public static string RootOf(StubRun run)
    {
        var uri = run.ArtifactUri["mlflow-artifacts:".Length..];
        return uri.StartsWith("//", StringComparison.Ordinal) ? uri[(uri.IndexOf('/', 2) + 1)..] : uri.TrimStart('/');
    }

    private static string RunOf(Exchange exchange) => exchange.QueryValue("run_id") ?? exchange.QueryValue("run_uuid") ?? throw ApiException.MissingParameter("run_id");

    private static string Join(string root, string path) => path.Length == 0 ? root : $"{root}/{path}";

    // A file where a folder is needed, or a folder where a file is: the server stumbles over its own disk, and its framework answers.
    private Answer Put(string path, byte[] content)
    {
        if (state.Artifacts.IsFolder(path) || state.Artifacts.IsBelowFile(path))
        {
            return Answer.Page(500, "Internal Server Error", "The server encountered an internal error and was unable to complete your request.");
        }

        state.Artifacts.Put(path, content);
        return Answer.Empty;
    }

    private Answer Download(string path)
    {
        var content = state.Artifacts.Find(path) ?? throw new ApiException(
            ErrorCode.InternalError,
            $"The following failures occurred while downloading one or more artifacts from /mlartifacts:\n##### File {path} #####\n[Errno 2] No such file or directory: '/mlartifacts/{path}'");
        return new Answer(200, MediaType(path), content)
            .With("Content-Disposition", $"attachment; filename={Uri.EscapeDataString(path.Split('/')[^1])}")
            .With("X-Content-Type-Options", "nosniff");
    }

    private Answer List(Exchange exchange)
    {
        var run = state.Run(RunOf(exchange));
        var path = Safe(exchange.QueryValue("path") ?? "");
        var folder = Join(RootOf(run), path);
        return Answer.Json(new JsonObject { ["root_uri"] = run.ArtifactUri }.WithList("files", Files(folder, path.Length == 0 ? "" : $"{path}/")));
    }

    private IEnumerable<JsonNode> Files(string folder, string prefix) => state.Artifacts.List(folder).Select(f =>
    {
        var body = new JsonObject { ["path"] = prefix + f.Name, ["is_dir"] = f.Size is null };
        if (f.Size is > 0)
        {
            body["file_size"] = f.Size;
        }

        return body;
    });

    private static string MediaType(string path) => Path.GetExtension(path) switch
    {
        ".txt" or ".log" or ".yaml" or ".yml" => "text/plain",
        ".json" => "application/json",
        ".png" => "image/png",
        ".html" => "text/html",
        _ => "application/octet-stream",
    };
}

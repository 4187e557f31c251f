using System.Globalization;
using System.Text.Json.Nodes;
using Mlflow.Stub.Http;
using Mlflow.Stub.State;
using Mlflow.Stub.Wire;

namespace Mlflow.Stub.Api;

/// <summary>Uploads in parts: the server gives an address for each part, the store behind takes them.</summary>
internal sealed class MultipartApi(ServerState state)
{
    private const string Root = "/api/2.0/mlflow-artifacts/mpu";
    private static readonly Shape PartShape = new(Shape.Integer("part_number"), Shape.Text("etag"), Shape.Text("url"));

    public void AddTo(Routes routes)
    {
        routes.Add("POST", $"{Root}/create/**", Create);
        routes.Add("POST", $"{Root}/complete/**", Complete);
        routes.Add("POST", $"{Root}/abort/**", Abort);
        routes.Add("PUT", "/_store/*/*", PutPart);
    }

    private Answer Create(Exchange exchange)
    {
        RefuseIfUnsupported();
        var request = exchange.Read(new Shape(Shape.Text("path", required: true), Shape.Integer("num_parts", required: true)));
        var folder = ArtifactApi.Safe(exchange.Rest[0]).TrimEnd('/');
        var count = (int)request.Integer("num_parts");
        var upload = new PartUpload(state.NewId(), $"{folder}/{request.Text("path").Split('/')[^1]}", count);
        state.Uploads[upload.Id] = upload;
        var credentials = Enumerable.Range(1, count).Select(n => new JsonObject
        {
            ["url"] = string.Create(CultureInfo.InvariantCulture, $"{exchange.BaseAddress}/_store/{upload.Id}/{n}"),
            ["part_number"] = n,
            ["headers"] = new JsonObject(),
        });
        return Answer.Json(new JsonObject { ["upload_id"] = upload.Id }.WithList("credentials", credentials));
    }

    private Answer PutPart(Exchange exchange)
    {
        if (!state.Uploads.TryGetValue(exchange.Rest[0], out var upload) || upload.Aborted || upload.Completed)
        {
            return new Answer(404, "application/xml", "<Error><Code>NoSuchUpload</Code></Error>"u8.ToArray());
        }

        upload.Parts[int.Parse(exchange.Rest[1], CultureInfo.InvariantCulture)] = exchange.Body;
        return new Answer(200, "application/xml", []).With("ETag", PartUpload.ETag(exchange.Body));
    }

    private Answer Complete(Exchange exchange)
    {
        RefuseIfUnsupported();
        var request = exchange.Read(new Shape(Shape.Text("path", required: true), Shape.Text("upload_id", required: true), Shape.Groups("parts", PartShape)));
        var upload = Find(request.Text("upload_id"));
        var parts = request.Groups("parts").OrderBy(p => p.Integer("part_number")).ToArray();
        if (parts.Length != upload.Count || parts.Any(p => !upload.Parts.TryGetValue((int)p.Integer("part_number"), out var content) || PartUpload.ETag(content).Trim('"') != p.Text("etag").Trim('"')))
        {
            throw new ApiException(ErrorCode.InternalError, "One or more of the specified parts could not be found (InvalidPart).");
        }

        upload.Completed = true;
        state.Artifacts.Put(upload.Path, [.. parts.SelectMany(p => upload.Parts[(int)p.Integer("part_number")])]);
        return Answer.Empty;
    }

    private Answer Abort(Exchange exchange)
    {
        RefuseIfUnsupported();
        Find(exchange.Read(new Shape(Shape.Text("path", required: true), Shape.Text("upload_id", required: true))).Text("upload_id")).Aborted = true;
        return Answer.Empty;
    }

    private PartUpload Find(string id) =>
        state.Uploads.TryGetValue(id, out var upload) && !upload.Aborted ? upload : throw new ApiException(ErrorCode.InternalError, "The specified upload does not exist (NoSuchUpload).");

    private void RefuseIfUnsupported()
    {
        if (!state.Options.Multipart)
        {
            throw new ApiException(ErrorCode.NotImplemented, "Multipart upload is not supported for the current artifact repository");
        }
    }
}

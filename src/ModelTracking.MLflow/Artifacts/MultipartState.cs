using System.Text.Json.Nodes;

namespace ModelTracking.MLflow.Artifacts;

/// <summary>
/// An upload in parts that was begun. It is remembered in memory only: signed addresses let anybody write for a while, so they never
/// reach a disk. Immutable.
/// </summary>
internal sealed record MultipartState(string UploadId, IReadOnlyList<MultipartPart> Parts)
{
    public MultipartState With(int index, string etag) => this with { Parts = [.. Parts.Select((p, i) => i == index ? p with { Etag = etag } : p)] };

    public JsonObject ToRequest(string name) => new()
    {
        ["path"] = name,
        ["upload_id"] = UploadId,
        ["parts"] = new JsonArray([.. Parts.Select(p => (JsonNode?)new JsonObject { ["part_number"] = p.Number, ["etag"] = p.Etag, ["url"] = p.Url })]),
    };
}

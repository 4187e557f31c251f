using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ModelTracking.MLflow.Tests.Contract;

/// <summary>One exchange with a real server, as it was recorded.</summary>
internal sealed partial record RecordedLine(string File, string Name, string Method, string Path, int Status, JsonObject Line)
{
    [GeneratedRegex(@"(?<=mlflow-artifacts/artifacts/).+|(?<=mpu/create/).+|(?<=/logged-models/)m-[0-9a-f]{32}|(?<=/tags/)[^/]+$")]
    private static partial Regex Variable();

    /// <summary>All lines: of both stores, and of a server with basic authentication.</summary>
    public static IReadOnlyList<RecordedLine> All { get; } = [.. new[] { "rest-3.8-sqlite.jsonl", "rest-3.8-file.jsonl", "auth-3.8.jsonl" }.SelectMany(Read)];

    /// <summary>The method and the path with stars for what differs from call to call.</summary>
    public string Route => RouteOf(Method, Path);

    public bool IsGood => Status is >= 200 and < 300;

    public JsonNode? Request => Line["request"];

    public JsonNode? Answer => Line["response"];

    public IEnumerable<string> QueryKeys => (Line["query"] as JsonObject)?.Select(q => q.Key) ?? [];

    public static string RouteOf(string method, string path) => $"{method} {Variable().Replace(path, "*")}";

    private static IEnumerable<RecordedLine> Read(string file) =>
        System.IO.File.ReadLines(System.IO.Path.Combine(AppContext.BaseDirectory, "Recordings", file)).Select(l => (JsonObject)JsonNode.Parse(l)!)
            .Select(l => new RecordedLine(file, (string)l["name"]!, (string)l["method"]!, (string)l["path"]!, (int)l["status"]!, l));
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Mlflow.Stub.Tests;

/// <summary>An answer in a form that leaves out what may differ: times, the order where the server has none, and the database's own words.</summary>
internal static partial class Canonical
{
    private static readonly string[] Times = ["creation_time", "last_update_time", "creation_timestamp", "last_updated_timestamp", "creation_timestamp_ms", "last_updated_timestamp_ms"];
    private static readonly string[] Unordered = ["params", "tags", "latest_versions", "aliases", "dataset_summaries"];

    [GeneratedRegex(@"\{('[^}]*')\}")]
    private static partial Regex PythonSet();

    [GeneratedRegex(@"(?: Error:)? ?\((?:raised as a result|sqlite3\.).*$", RegexOptions.Singleline)]
    private static partial Regex DatabaseWords();

    public static string Of(JsonNode node) => Form(node, "")!.ToJsonString(Replay.Json);

    private static JsonNode? Form(JsonNode? node, string name)
    {
        switch (node)
        {
            case JsonObject group when group["error_code"] is not null:
                return new JsonObject { ["error_code"] = (string)group["error_code"]!, ["message"] = Message((string)group["message"]!) };
            case JsonObject group:
                return new JsonObject(group.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Times.Contains(p.Key) ? JsonValue.Create("a time") : Form(p.Value, name == "data" && p.Key == "metrics" ? "latest" : p.Key))));
            case JsonArray list:
                var items = list.Select(i => Form(i, ""));
                return new JsonArray([.. name == "latest" || Unordered.Contains(name) || HasStages(list) ? items.OrderBy(i => i!.ToJsonString(), StringComparer.Ordinal) : items]);
            case JsonValue value when value.TryGetValue<double>(out var number):
                return JsonValue.Create(number);
            case JsonValue value when value.TryGetValue<string>(out var text) && name == "value" && text.StartsWith("[{", StringComparison.Ordinal):
                // JSON in a text: spaces do not matter.
                return JsonValue.Create(JsonNode.Parse(text)!.ToJsonString());
            default:
                return node?.DeepClone();
        }
    }

    /// <summary>The newest version per stage: in no order.</summary>
    private static bool HasStages(JsonArray list) => list.Count > 1 && list.Select(i => (string?)(i as JsonObject)?["current_stage"]).All(s => s is not null);

    private static string Message(string text) => PythonSet().Replace(
        DatabaseWords().Replace(text, ""),
        m => $"{{{string.Join(", ", m.Groups[1].Value.Split(", ").Order(StringComparer.Ordinal))}}}");
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ModelTracking.MLflow.Tests.Contract;

/// <summary>The values of a JSON text, each with the names that lead to it.</summary>
internal static class Leaves
{
    /// <summary>Path and kind of each value and group: <c>metrics[].value:Number</c>.</summary>
    public static IEnumerable<string> Kinds(JsonNode? node) => Of(node, "").Select(l => $"{l.Path}:{l.Kind}");

    /// <summary>Path and value of each value: <c>run.info.start_time = 1767225600000</c>.</summary>
    public static IEnumerable<string> Values(JsonNode? node) => Of(node, "").Where(l => l.Value is not null).Select(l => $"{l.Path} = {l.Value}");

    public static string PathOf(string leaf) => leaf.Split(" = ", 2)[0];

    private static IEnumerable<(string Path, JsonValueKind Kind, string? Value)> Of(JsonNode? node, string path)
    {
        switch (node)
        {
            // A long list of the recording, shown by one of its items.
            case JsonObject repeated when repeated["$repeat"] is { } item:
                return item is JsonValue ? [(path, JsonValueKind.String, null)] : Of(new JsonArray(item.DeepClone()), path);
            case JsonObject group:
                return group.SelectMany(p => Of(p.Value, path.Length == 0 ? p.Key : $"{path}.{p.Key}"));
            case JsonArray list:
                return list.SelectMany(i => Of(i, path + "[]"));
            case null:
                return [];
            default:
                var text = node.GetValueKind() is JsonValueKind.Number or JsonValueKind.String && double.TryParse(node.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number.ToString("R", CultureInfo.InvariantCulture) : node.ToString();

                // A number stands for what the recording shortens: T+i, i.
                var kind = node.GetValueKind() == JsonValueKind.String && node.ToString() is "T+i" or "i" ? JsonValueKind.Number : node.GetValueKind();
                return [(path, kind is JsonValueKind.False ? JsonValueKind.True : kind, text)];
        }
    }
}

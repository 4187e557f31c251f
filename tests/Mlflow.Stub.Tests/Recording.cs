using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Mlflow.Stub.Tests;

/// <summary>One recorded exchange, and what stands for what in it.</summary>
internal sealed partial record Recording(string Name, JsonObject Line)
{
    [GeneratedRegex(@"<(\d+) x (.)>")]
    private static partial Regex Shortened();

    public static IEnumerable<Recording> Of(string file) =>
        File.ReadLines(System.IO.Path.Combine(AppContext.BaseDirectory, "Recordings", file)).Select(l => (JsonObject)JsonNode.Parse(l)!).Select(l => new Recording((string)l["name"]!, l));

    public string Path => (string)Line["path"]!;

    public int Status => (int)Line["status"]!;

    public string? Header(string name) => (string?)Line["response_headers"]!.AsObject().FirstOrDefault(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The body that was answered, in full length.</summary>
    public JsonNode Answered(Func<string, string> ids) =>
        JsonNode.Parse(Shortened().Replace(ids(Line["response"]!.ToJsonString(Replay.Json)), m => new string(m.Groups[2].Value[0], int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture))))!;

    /// <summary>The request as it was sent, with the ids of this server.</summary>
    public HttpRequestMessage Request(Uri server, Func<string, string> ids)
    {
        var target = new StringBuilder(ids(Path));
        var first = true;
        foreach (var (name, value) in (Line["query"] as JsonObject) ?? [])
        {
            foreach (var item in value is JsonArray list ? list.Select(i => i!.ToString()) : [value!.ToString()])
            {
                target.Append(first ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(ids(item)));
                first = false;
            }
        }

        var message = new HttpRequestMessage(new HttpMethod((string)Line["method"]!), new Uri($"{server.ToString().TrimEnd('/')}{target}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (Line["auth"]?["basic"] is JsonArray pair)
        {
            message.Headers.Add("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{pair[0]}:{pair[1]}"))}");
        }

        var contentType = "application/json";
        foreach (var (name, value) in (Line["request_headers"] as JsonObject) ?? [])
        {
            contentType = name.Equals("content-type", StringComparison.OrdinalIgnoreCase) ? (string)value! : contentType;
            _ = name.Equals("content-type", StringComparison.OrdinalIgnoreCase) || message.Headers.TryAddWithoutValidation(name, (string)value!);
        }

        if (Line["request"] is { } body)
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(ids(Body(body))));
            message.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        return message;
    }

    private static string Body(JsonNode body)
    {
        if (body is JsonObject text && text["$text"] is { } raw)
        {
            var bare = ((string)raw!).Split(' ');
            return bare is ["value:", var token, ..] ? $$"""{"run_id":"{{Replay.Parent}}","key":"bare","value":{{token}},"timestamp":1767225600000,"step":0}""" : (string)raw!;
        }

        var full = (JsonObject)Expand(body, 0);
        if (full.Count == 1 && full["key"] is not null)
        {
            // The one line that shows only what matters.
            full["run_id"] = Replay.Scratch;
            full["value"] = 1;
            full["timestamp"] = 1767225600000;
        }

        return full.ToJsonString(Replay.Json);
    }

    private static JsonNode Expand(JsonNode node, int index)
    {
        switch (node)
        {
            case JsonObject repeated when repeated["$repeat"] is { } item:
                var count = (int)repeated["count"]!;
                return item is JsonValue value && value.TryGetValue<string>(out var unit) && unit.Length == 1
                    ? JsonValue.Create(new string(unit[0], count))
                    : new JsonArray([.. Enumerable.Range(0, count).Select(i => Expand(item, i))]);
            case JsonObject group:
                return new JsonObject(group.Select(p => KeyValuePair.Create(p.Key, p.Value is null ? null : (JsonNode?)Expand(p.Value, index))));
            case JsonArray list:
                return new JsonArray([.. list.Select(i => Expand(i!, index))]);
            case JsonValue text when text.TryGetValue<string>(out var written):
                return written switch
                {
                    "T+i" => JsonValue.Create(1767225600000 + index),
                    "i" => JsonValue.Create(index),
                    "8000 x" or "6000 x" => JsonValue.Create(new string('x', int.Parse(written[..4], CultureInfo.InvariantCulture))),
                    _ => JsonValue.Create(written.Replace("<i>", index.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)),
                };
            default:
                return node.DeepClone();
        }
    }
}

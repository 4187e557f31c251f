using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mlflow.Stub.Tests;

/// <summary>Sends a recording to the stub and lists where the answers differ. Ids and times are mapped.</summary>
internal sealed class Replay(MlflowStub server)
{
    /// <summary>Stands for the recorded id of the first run.</summary>
    public const string Parent = "<parent>";

    /// <summary>Stands for the recorded id of the run that the recording made without showing it.</summary>
    public const string Scratch = "<scratch>";

    public static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Ids that answer where something is made; later requests and answers use them.</summary>
    private static readonly string[] Learnt = ["experiment_id", "run_id", "model_id", "run_name"];

    private readonly Dictionary<string, string> _ids = [];
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public async Task<List<string>> RunAsync(string file, string? scratch = null)
    {
        var differences = new List<string>();
        foreach (var recording in Recording.Of(file))
        {
            if (scratch is not null && recording.Name.StartsWith("key check", StringComparison.Ordinal) && !_ids.ContainsKey(Scratch))
            {
                await MakeScratchAsync(scratch);
            }

            using var request = recording.Request(server.Address, Map);
            using var response = await _client.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            var actual = response.Content.Headers.ContentType?.MediaType == "application/json" && !recording.Line["response"]!.ToJsonString().StartsWith("{\"$text\"", StringComparison.Ordinal)
                ? JsonNode.Parse(text)!
                : new JsonObject { ["$text"] = text };
            if (recording.Name.Contains("create", StringComparison.Ordinal) && recording.Status == 200)
            {
                Learn(recording.Line["response"]!, actual);
            }

            differences.AddRange(Compare(recording, response, actual).Select(d => $"{recording.Name}: {d}"));
        }

        return differences;
    }

    private IEnumerable<string> Compare(Recording recording, HttpResponseMessage response, JsonNode actual)
    {
        if ((int)response.StatusCode != recording.Status)
        {
            yield return $"status {(int)response.StatusCode} instead of {recording.Status}; {actual.ToJsonString(Json)}";
            yield break;
        }

        foreach (var header in new[] { "Content-Type", "Content-Disposition", "WWW-Authenticate", "X-Content-Type-Options" })
        {
            var expected = recording.Header(header);
            var found = response.Headers.TryGetValues(header, out var values) || response.Content.Headers.TryGetValues(header, out values) ? string.Join(',', values) : null;
            if (expected != found)
            {
                yield return $"header {header} is '{found}' instead of '{expected}'";
            }
        }

        var wanted = Canonical.Of(recording.Answered(Map));
        var got = Canonical.Of(actual);
        if (wanted != got)
        {
            yield return $"\n  got    {got}\n  wanted {wanted}";
        }
    }

    private async Task MakeScratchAsync(string recordedId)
    {
        var experiment = await PostAsync("experiments/create", new JsonObject { ["name"] = "scratch" });
        var run = await PostAsync("runs/create", new JsonObject { ["experiment_id"] = (string)experiment["experiment_id"]! });
        _ids[Scratch] = (string)run["run"]!["info"]!["run_id"]!;
        _ids[recordedId] = _ids[Scratch];
    }

    private async Task<JsonNode> PostAsync(string path, JsonObject body)
    {
        using var content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        using var response = await _client.PostAsync(new Uri(server.Address, $"api/2.0/mlflow/{path}"), content);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    private void Learn(JsonNode recorded, JsonNode actual)
    {
        if (recorded is not JsonObject left || actual is not JsonObject right)
        {
            return;
        }

        foreach (var (name, value) in left)
        {
            if (Learnt.Contains(name) && value is JsonValue && right[name] is { } own && (string)value! is { Length: > 8 } id)
            {
                _ids.TryAdd(id, (string)own!);
                _ = name == "run_id" && _ids.TryAdd(Parent, (string)own!);
            }
            else if (value is JsonObject && right[name] is { } below)
            {
                Learn(value, below);
            }
        }
    }

    private string Map(string text) => _ids.Aggregate(text, (t, id) => t.Replace(id.Key, id.Value, StringComparison.Ordinal));
}

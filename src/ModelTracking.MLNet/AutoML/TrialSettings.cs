using System.Text.Json;

namespace ModelTracking.MLNet.AutoML;

/// <summary>Reads the parameters of a trial from the JSON that AutoML traces.</summary>
internal static class TrialSettings
{
    /// <summary>The trial's number and its parameters: <c>e1.NumberOfLeaves</c> = 34. Null where the text is not what we know.</summary>
    public static (int Trial, IReadOnlyList<KeyValuePair<string, object?>> Params)? Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("TrialId", out var id) || id.ValueKind != JsonValueKind.Number || !id.TryGetInt32(out var trial) || !root.TryGetProperty("Parameter", out var parameter))
            {
                return null;
            }

            // Newer versions repeat the first proposal beside the present one, which stands under "_pipeline_".
            var found = new List<KeyValuePair<string, object?>>();
            Flatten(found, "", parameter.ValueKind == JsonValueKind.Object && parameter.TryGetProperty("_pipeline_", out var pipeline) ? pipeline : parameter);
            return (trial, found);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Flatten(List<KeyValuePair<string, object?>> found, string path, JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in json.EnumerateObject())
            {
                var name = property.Name == "_SCHEMA_" ? "schema" : property.Name;
                Flatten(found, path.Length == 0 ? name : $"{path}.{name}", property.Value);
            }
        }
        else if (path.Length > 0)
        {
            found.Add(new(path, ValueOf(json)));
        }
    }

    private static object? ValueOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Number => json.TryGetInt64(out var whole) ? (object)whole : json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null => null,
        JsonValueKind.String => json.GetString(),
        _ => json.GetRawText(),
    };
}

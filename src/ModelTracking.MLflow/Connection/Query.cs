namespace ModelTracking.MLflow.Connection;

/// <summary>Query strings and parts of paths.</summary>
internal static class Query
{
    public const string Api = "api/2.0/mlflow/";

    public static string Of(params (string Key, string? Value)[] pairs) =>
        string.Join('&', pairs.Where(p => p.Value is not null).Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value!)}"));

    /// <summary>A path of several parts, each escaped.</summary>
    public static string Path(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    /// <summary>A text in a filter. MLflow has no escape for a quote, so the other kind of quotes is taken.</summary>
    public static string Quoted(string text) => text.Contains('\'', StringComparison.Ordinal) ? $"\"{text}\"" : $"'{text}'";

    public static System.Text.Json.Nodes.JsonArray Tags(IEnumerable<KeyValuePair<string, string>>? tags) =>
        [.. (tags ?? []).Select(t => (System.Text.Json.Nodes.JsonNode?)new System.Text.Json.Nodes.JsonObject { ["key"] = t.Key, ["value"] = t.Value })];

    public static System.Text.Json.Nodes.JsonArray Texts(IEnumerable<string>? texts) =>
        [.. (texts ?? []).Select(t => (System.Text.Json.Nodes.JsonNode?)System.Text.Json.Nodes.JsonValue.Create(t))];

    public static string View(MlflowView view) => view switch
    {
        MlflowView.DeletedOnly => "DELETED_ONLY",
        MlflowView.All => "ALL",
        _ => "ACTIVE_ONLY",
    };
}

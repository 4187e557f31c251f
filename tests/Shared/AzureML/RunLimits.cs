using System.Text.Json;
using Mlflow.Stub;

namespace AzureML.Stub;

/// <summary>What the service refuses of a run: it takes fewer params, metrics and tags than MLflow's own server, and refuses the whole request.</summary>
internal static class RunLimits
{
    private const int Params = 200;
    private const int Metrics = 50;
    private const int RowsOfMetric = 250;
    private const int Tags = 50;
    private const int TagKey = 100;
    private const int TagValue = 1000;

    public static string? Refuse(MlflowStub server, string call, byte[] body)
    {
        if (call is not ("runs/log-batch" or "runs/set-tag"))
        {
            return null;
        }

        using var json = JsonDocument.Parse(body);
        var run = server.State.Runs.GetValueOrDefault(json.RootElement.GetProperty("run_id").GetString()!);
        if (run is null)
        {
            return null;
        }

        var tags = call == "runs/set-tag" ? [json.RootElement] : Items(json, "tags");
        return Over("params", Params, run.Params.Keys, Items(json, "params"))
            ?? Over("metrics", Metrics, run.Metrics.Keys, Items(json, "metrics"))
            ?? Over("tags", Tags, run.Tags.Keys.Where(k => k != "mlflow.runName"), tags)
            ?? Items(json, "metrics").GroupBy(Key).Where(g => g.Count() > RowsOfMetric).Select(g => $"Metric '{g.Key}' has more than {RowsOfMetric} rows.").FirstOrDefault()
            ?? tags.Where(t => Key(t).Length > TagKey || t.GetProperty("value").GetString()!.Length > TagValue).Select(t => $"Tag '{Key(t)}' is too long.").FirstOrDefault();
    }

    private static JsonElement[] Items(JsonDocument json, string name) => json.RootElement.TryGetProperty(name, out var items) ? [.. items.EnumerateArray()] : [];

    private static string Key(JsonElement item) => item.GetProperty("key").GetString()!;

    private static string? Over(string what, int most, IEnumerable<string> there, JsonElement[] more) =>
        there.Concat(more.Select(Key)).Distinct().Count() > most ? $"A field of the entity is over the size limit. FieldName={what}, Limit={most}." : null;
}

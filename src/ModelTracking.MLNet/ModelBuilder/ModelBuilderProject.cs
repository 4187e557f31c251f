using System.Text.Json;
using ModelTracking.Diagnostics;

namespace ModelTracking.MLNet.ModelBuilder;

/// <summary>A Model Builder project (<c>*.mbconfig</c>) as far as it tells of its training.</summary>
internal sealed record ModelBuilderProject
{
    public string? Scenario { get; private init; }

    public string? MetricName { get; private init; }

    /// <summary>Settings worth a param. Connection strings and queries are left out: they may hold secrets.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Params { get; private init; } = [];

    public IReadOnlyList<ModelBuilderTrial> Trials { get; private init; } = [];

    /// <summary>The chosen pipeline's estimators.</summary>
    public IReadOnlyList<string> Estimators { get; private init; } = [];

    /// <exception cref="TrackingException">It is not such a file.</exception>
    public static ModelBuilderProject Read(byte[] bytes, string file)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes.AsMemory(bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0));
            return Read(json.RootElement) ?? throw new TrackingException($"'{file}' holds no training history. Train the project in Model Builder, save it, and import it then.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new TrackingException($"'{file}' is not a Model Builder project: {exception.Message} Give the .mbconfig file itself.", exception);
        }
    }

    private static ModelBuilderProject? Read(JsonElement root)
    {
        if (Get(root, "RunHistory") is not { ValueKind: JsonValueKind.Object } history || Get(history, "Trials") is not { ValueKind: JsonValueKind.Array } trials)
        {
            return null;
        }

        var pipeline = Get(history, "Pipeline");
        return new ModelBuilderProject
        {
            Scenario = Get(root, "Scenario")?.GetString(),
            MetricName = Get(history, "MetricName")?.GetString(),
            Trials = [.. trials.EnumerateArray().Select((t, i) => new ModelBuilderTrial(i, Get(t, "TrainerName")?.GetString() ?? "unknown", Number(t, "Score"), Number(t, "RuntimeInSeconds")))],
            Params = [.. Settings(root), .. Chosen(pipeline)],
            Estimators = Get(pipeline, "estimators") is { ValueKind: JsonValueKind.Array } names ? [.. names.EnumerateArray().Select(n => n.ToString())] : [],
        };
    }

    private static IEnumerable<KeyValuePair<string, object?>> Settings(JsonElement root)
    {
        yield return new("modelbuilder.scenario", Get(root, "Scenario")?.GetString());
        yield return new("modelbuilder.training_seconds", Number(root, "TrainingTime"));
        yield return new("modelbuilder.environment", Get(Get(root, "Environment"), "Type")?.GetString());
        var source = Get(root, "DataSource");
        yield return new("modelbuilder.data.type", Get(source, "Type")?.GetString());
        if (Get(source, "FilePath")?.GetString() is { } path)
        {
            // The file's name, not whose disk it lay on.
            yield return new("modelbuilder.data.file", path[(path.LastIndexOfAny(['/', '\\']) + 1)..]);
        }

        if (Get(source, "ColumnProperties") is { ValueKind: JsonValueKind.Array } columns)
        {
            foreach (var purpose in columns.EnumerateArray().GroupBy(c => Get(c, "ColumnPurpose")?.GetString() ?? "unknown"))
            {
                yield return new($"modelbuilder.columns.{purpose.Key.ToLowerInvariant()}", purpose.Select(c => Get(c, "ColumnName")?.GetString()).ToArray());
            }
        }
    }

    private static IEnumerable<KeyValuePair<string, object?>> Chosen(JsonElement? pipeline)
    {
        if (Get(pipeline, "parameter") is not { ValueKind: JsonValueKind.Object } steps)
        {
            yield break;
        }

        foreach (var step in steps.EnumerateObject().Where(s => s.Value.ValueKind == JsonValueKind.Object))
        {
            foreach (var value in step.Value.EnumerateObject())
            {
                yield return new($"pipeline.{step.Name}.{value.Name}", value.Value.ValueKind == JsonValueKind.Number ? value.Value.GetDouble() : value.Value.ToString());
            }
        }
    }

    private static JsonElement? Get(JsonElement? json, string name) =>
        json is { ValueKind: JsonValueKind.Object } some && some.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static double? Number(JsonElement? json, string name) =>
        Get(json, name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;
}

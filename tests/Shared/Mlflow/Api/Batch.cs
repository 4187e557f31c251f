using System.Text.Json;
using Mlflow.Stub.State;
using Mlflow.Stub.Wire;

namespace Mlflow.Stub.Api;

/// <summary>A batch as the message parser leaves it: after the first value that it cannot take, nothing more.</summary>
internal sealed class Batch
{
    public string RunId { get; private set; } = "";

    public List<(string Key, MetricPoint Point)> Metrics { get; } = [];

    public List<KeyValuePair<string, string>> Params { get; } = [];

    public List<KeyValuePair<string, string>> Tags { get; } = [];

    public static Batch Parse(JsonElement root)
    {
        var batch = new Batch();
        foreach (var property in root.EnumerateObject())
        {
            var goOn = property.Name switch
            {
                "run_id" => batch.TakeId(property.Value),
                "metrics" => Each(property.Value, batch.TakeMetric),
                "params" => Each(property.Value, item => TakePair(item, batch.Params)),
                "tags" => Each(property.Value, item => TakePair(item, batch.Tags)),
                _ => true,
            };
            if (!goOn)
            {
                break;
            }
        }

        return batch;
    }

    private bool TakeId(JsonElement value)
    {
        RunId = value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        return value.ValueKind == JsonValueKind.String;
    }

    private static bool Each(JsonElement list, Func<JsonElement, bool> take)
    {
        if (list.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        if (list.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        foreach (var item in list.EnumerateArray())
        {
            if (!take(item))
            {
                return false;
            }
        }

        return true;
    }

    private bool TakeMetric(JsonElement item)
    {
        string key = "", dataset = "", digest = "";
        string? model = null;
        double value = 0;
        long timestamp = 0, step = 0;
        var whole = item.ValueKind == JsonValueKind.Object;
        if (whole)
        {
            foreach (var field in item.EnumerateObject())
            {
                whole = field.Name switch
                {
                    "key" => Text(field.Value, ref key),
                    "value" => ProtoValue.TryNumber(field.Value, out value),
                    "timestamp" => ProtoValue.TryInteger(field.Value, out timestamp),
                    "step" => ProtoValue.TryInteger(field.Value, out step),
                    "dataset_name" => Text(field.Value, ref dataset),
                    "dataset_digest" => Text(field.Value, ref digest),
                    "model_id" => field.Value.ValueKind != JsonValueKind.String || (model = field.Value.GetString()) is not null,
                    _ => true,
                };
                if (!whole)
                {
                    // What the parser could not take has its default.
                    value = field.Name == "value" ? 0 : value;
                    timestamp = field.Name == "timestamp" ? 0 : timestamp;
                    step = field.Name == "step" ? 0 : step;
                    break;
                }
            }
        }

        Metrics.Add((key, new MetricPoint(value, timestamp, step) { Model = model, Dataset = dataset.Length > 0 ? (dataset, digest) : null }));
        return whole;
    }

    private static bool TakePair(JsonElement item, List<KeyValuePair<string, string>> pairs)
    {
        string key = "", value = "";
        var whole = item.ValueKind == JsonValueKind.Object;
        if (whole)
        {
            foreach (var field in item.EnumerateObject())
            {
                whole = whole && field.Name switch { "key" => Text(field.Value, ref key), "value" => Text(field.Value, ref value), _ => true };
            }
        }

        pairs.Add(KeyValuePair.Create(key, value));
        return whole;
    }

    private static bool Text(JsonElement element, ref string text)
    {
        text = element.ValueKind == JsonValueKind.String ? element.GetString()! : text;
        return element.ValueKind is JsonValueKind.String or JsonValueKind.Null;
    }
}

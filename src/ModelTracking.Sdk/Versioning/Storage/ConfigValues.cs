using System.Text.Json;
using ModelTracking.Records;

namespace ModelTracking.Versioning.Storage;

/// <summary>Turns nested values into typed ones by dotted key.</summary>
internal static class ConfigValues
{
    public static IEnumerable<KeyValuePair<string, ParamValue>> Flatten(string key, object? value) =>
        value is IEnumerable<KeyValuePair<string, object?>> nested
            ? nested.SelectMany(n => Flatten($"{key}.{n.Key}", n.Value))
            : [KeyValuePair.Create(key, ParamValue.From(value))];

    public static IEnumerable<KeyValuePair<string, ParamValue>> Flatten(string key, JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(p => Flatten($"{key}.{p.Name}", p.Value)),
        JsonValueKind.Number => [KeyValuePair.Create(key, json.TryGetInt64(out var integer) ? ParamValue.Of(integer) : ParamValue.Of(json.GetDouble()))],
        JsonValueKind.True or JsonValueKind.False => [KeyValuePair.Create(key, ParamValue.Of(json.GetBoolean()))],
        JsonValueKind.String => [KeyValuePair.Create(key, ParamValue.Of(json.GetString()))],
        JsonValueKind.Null => [KeyValuePair.Create(key, ParamValue.Null)],
        _ => [KeyValuePair.Create(key, ParamValue.Of("[" + string.Join(", ", json.EnumerateArray().Select(i => i.ValueKind == JsonValueKind.String ? i.GetString() : i.GetRawText())) + "]"))],
    };
}

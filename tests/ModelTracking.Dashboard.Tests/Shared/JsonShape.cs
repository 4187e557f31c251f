using System.Text.Json;

namespace ModelTracking.Dashboard.Tests.Shared;

/// <summary>Where a value is not what a JSON schema says; as much of the language as the description of the API uses.</summary>
internal static class JsonShape
{
    public static IEnumerable<string> Differences(JsonElement document, JsonElement schema, JsonElement value, string at)
    {
        if (schema.ValueKind is JsonValueKind.True)
        {
            return [];
        }

        if (schema.TryGetProperty("$ref", out var reference))
        {
            var target = reference.GetString()!.Split('/').Skip(1).Aggregate(document, (node, name) => node.GetProperty(name));
            return Differences(document, target, value, at);
        }

        if (schema.TryGetProperty("anyOf", out var some))
        {
            return some.EnumerateArray().Any(s => !Differences(document, s, value, at).Any()) ? [] : [$"{at}: none of the shapes fits {value.ValueKind}"];
        }

        if (schema.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(a => JsonElement.DeepEquals(a, value)))
        {
            return [$"{at}: {value} is none of those allowed"];
        }

        return [.. OfType(schema, value, at), .. Properties(document, schema, value, at), .. Items(document, schema, value, at)];
    }

    private static IEnumerable<string> OfType(JsonElement schema, JsonElement value, string at)
    {
        if (!schema.TryGetProperty("type", out var type))
        {
            return [];
        }

        string[] types = type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(t => t.GetString()!)] : [type.GetString()!];
        var actual = value.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => "boolean",
            JsonValueKind.Number => value.TryGetInt64(out _) && types.Contains("integer") ? "integer" : "number",
            var other => other.ToString().ToLowerInvariant(),
        };
        return types.Contains(actual) ? [] : [$"{at}: {actual} where {type} is said"];
    }

    private static IEnumerable<string> Properties(JsonElement document, JsonElement schema, JsonElement value, string at)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            yield break;
        }

        var known = schema.TryGetProperty("properties", out var properties);
        foreach (var property in value.EnumerateObject())
        {
            if (known && properties.TryGetProperty(property.Name, out var own))
            {
                foreach (var difference in Differences(document, own, property.Value, $"{at}.{property.Name}"))
                {
                    yield return difference;
                }
            }
            else if (!schema.TryGetProperty("additionalProperties", out var others))
            {
                yield return $"{at}: '{property.Name}' is not said";
            }
            else
            {
                foreach (var difference in Differences(document, others, property.Value, $"{at}.{property.Name}"))
                {
                    yield return difference;
                }
            }
        }

        foreach (var needed in schema.TryGetProperty("required", out var required) ? required.EnumerateArray() : default)
        {
            if (!value.TryGetProperty(needed.GetString()!, out _))
            {
                yield return $"{at}: '{needed}' is missing";
            }
        }
    }

    private static IEnumerable<string> Items(JsonElement document, JsonElement schema, JsonElement value, string at) =>
        value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items)
            ? value.EnumerateArray().SelectMany((item, i) => Differences(document, items, item, $"{at}[{i}]"))
            : [];
}

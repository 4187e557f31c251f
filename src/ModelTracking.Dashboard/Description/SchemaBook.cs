using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using ModelTracking.Dashboard.Json;

namespace ModelTracking.Dashboard.Description;

/// <summary>The schemas of what goes over the wire, each once and under its name. Not thread-safe.</summary>
internal sealed class SchemaBook
{
    private static readonly string Own = typeof(RunDto).Namespace!;

    // Whether the elements of a list may be null is known to the compiler alone.
    private static readonly Type[] SometimesNull = [typeof(ComparedValueDto)];

    private readonly SortedDictionary<string, JsonNode> _schemas = new(StringComparer.Ordinal);

    /// <summary>All that were asked for, with those they refer to.</summary>
    public JsonObject ToJson() => new(_schemas.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)s.Value.DeepClone())));

    /// <summary>A schema that refers to the one of a type.</summary>
    public JsonObject Of(JsonTypeInfo type)
    {
        if (type.Kind == JsonTypeInfoKind.Enumerable && type.ElementType is { } element)
        {
            return new JsonObject { ["type"] = "array", ["items"] = Of(DashboardJson.Default.Options.GetTypeInfo(element)) };
        }

        var name = NameOf(type.Type);
        if (!_schemas.ContainsKey(name))
        {
            // Stands here before it is whole, so that a type that holds itself comes to an end.
            _schemas[name] = new JsonObject();
            _schemas[name] = JsonSchemaExporter.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform });
        }

        return Reference(name);
    }

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };

    private static string NameOf(Type type) => type.Name.EndsWith("Dto", StringComparison.Ordinal) ? type.Name[..^3] : type.Name;

    private JsonNode Transform(JsonSchemaExporterContext context, JsonNode schema)
    {
        // Anything at all; not every reader of descriptions takes the short form for it.
        if (schema is JsonValue)
        {
            return new JsonObject();
        }

        // Of numbers that may be NaN, the exporter forgets that they may be null.
        if (Nullable.GetUnderlyingType(context.TypeInfo.Type) is not null && schema is JsonObject known && !MayBeNull(known) && known["anyOf"] is JsonArray some)
        {
            some.Add((JsonNode)new JsonObject { ["type"] = "null" });
            return known;
        }

        if (schema is not JsonObject shape || context.TypeInfo.Kind != JsonTypeInfoKind.Object || context.TypeInfo.Type.Namespace != Own)
        {
            return schema;
        }

        if (!context.Path.IsEmpty)
        {
            var reference = Of(context.TypeInfo);
            return MayBeNull(shape) || SometimesNull.Contains(context.TypeInfo.Type) ? new JsonObject { ["anyOf"] = new JsonArray(reference, new JsonObject { ["type"] = "null" }) } : reference;
        }

        // What is null is left out of answers, so what cannot be null is always there.
        if (shape["properties"] is JsonObject properties)
        {
            string[] needed = [.. properties.Where(p => p.Value is JsonObject value && !MayBeNull(value)).Select(p => p.Key)];
            shape.Remove("required");
            if (needed.Length > 0)
            {
                shape["required"] = new JsonArray([.. needed.Select(n => JsonValue.Create(n))]);
            }
        }

        shape["type"] = "object";
        return shape;
    }

    private static bool MayBeNull(JsonObject schema) =>
        (schema["type"] is JsonArray types && types.Any(t => t!.GetValue<string>() == "null"))
        || (schema["anyOf"] is JsonArray some && some.OfType<JsonObject>().Any(MayBeNull))
        || (schema["type"] is JsonValue type && type.GetValue<string>() == "null")
        || (schema["enum"] is JsonArray values && values.Any(v => v is null));
}

using System.Text.Json;

namespace Mlflow.Stub.Wire;

/// <summary>The check that comes before the parser, on the raw values: what it does not refuse may still be swallowed later.</summary>
internal static class TypeCheck
{
    public static void Run(Shape shape, IReadOnlyList<KeyValuePair<string, JsonElement>> values)
    {
        foreach (var field in shape.Fields)
        {
            JsonElement? found = null;
            foreach (var (name, element) in values)
            {
                if (name == field.Name && element.ValueKind != JsonValueKind.Null)
                {
                    found = element;
                }
            }

            if (field.Required && (found is null || (found.Value.ValueKind == JsonValueKind.String && found.Value.GetString()!.Length == 0)))
            {
                throw ApiException.MissingParameter(field.Name);
            }

            if (found is { } value && field.Checked && !field.Many && !Passes(field, value))
            {
                throw ApiException.WrongType(field.Name, ProtoValue.Print(value), ProtoValue.PythonType(value));
            }
        }
    }

    private static bool Passes(Field field, JsonElement value) => field.Kind switch
    {
        FieldKind.Text => value.ValueKind == JsonValueKind.String,
        FieldKind.Integer => value.ValueKind == JsonValueKind.String
            ? ProtoValue.TryInteger(value, out var number) && number <= field.Largest
            : value.ValueKind is JsonValueKind.True or JsonValueKind.False || (value.ValueKind == JsonValueKind.Number && value.GetDouble() <= field.Largest),
        FieldKind.Number => value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False || ProtoValue.TryNumber(value, out _),
        _ => true,
    };
}

using System.Text.Json;

namespace Mlflow.Stub.Wire;

/// <summary>
/// Parses a request as the real server does. A value that passes the type check but not the parser ends the parsing without a word:
/// this field and all later ones keep their defaults.
/// </summary>
internal static class MessageParser
{
    public static Message Parse(Shape shape, IReadOnlyList<KeyValuePair<string, JsonElement>> values)
    {
        TypeCheck.Run(shape, values);
        var message = new Message();
        Fill(message, shape, values);
        return message;
    }

    private static bool Fill(Message message, Shape shape, IEnumerable<KeyValuePair<string, JsonElement>> values)
    {
        foreach (var (name, element) in values)
        {
            if (shape.Find(name) is not { } field || element.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            if (field.Many ? !FillList(message, field, element) : !FillOne(message, field, element))
            {
                return false;
            }
        }

        return true;
    }

    private static bool FillOne(Message message, Field field, JsonElement element)
    {
        var whole = TryValue(field, element, out var value);
        if (value is not null)
        {
            message[field.Name] = value;
        }

        return whole;
    }

    private static bool FillList(Message message, Field field, JsonElement element)
    {
        var items = new List<object>();
        message[field.Name] = items;
        if (element.ValueKind == JsonValueKind.String && field.Name == "experiment_ids")
        {
            // The server makes a list of the characters.
            items.AddRange(element.GetString()!.Select(c => c.ToString()));
            return true;
        }

        if (element.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        foreach (var item in element.EnumerateArray())
        {
            var whole = TryValue(field, item, out var value);
            if (value is not null)
            {
                items.Add(value);
            }

            if (!whole)
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryValue(Field field, JsonElement element, out object? value)
    {
        value = null;
        switch (field.Kind)
        {
            case FieldKind.Text when element.ValueKind == JsonValueKind.String:
                value = element.GetString();
                return true;
            case FieldKind.Integer when ProtoValue.TryInteger(element, out var integer):
                value = integer;
                return true;
            case FieldKind.Number when ProtoValue.TryNumber(element, out var number):
                value = number;
                return true;
            case FieldKind.Flag when element.ValueKind is JsonValueKind.True or JsonValueKind.False:
                value = element.ValueKind == JsonValueKind.True;
                return true;
            case FieldKind.Flag when element.ValueKind == JsonValueKind.String && element.GetString() is "true" or "false":
                value = element.GetString() == "true";
                return true;
            case FieldKind.Choice when element.ValueKind == JsonValueKind.String:
                value = field.Choices!.Contains(element.GetString()) ? element.GetString() : null;
                return true;
            case FieldKind.Group when element.ValueKind == JsonValueKind.Object:
                var group = new Message();
                value = group;
                return Fill(group, field.Of!, element.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value)));
            default:
                return false;
        }
    }
}

using System.Globalization;
using System.Text.Json;

namespace Mlflow.Stub.Wire;

/// <summary>Single values as the server's message parser takes them. False: the parser gives up, silently.</summary>
internal static class ProtoValue
{
    public static bool TryInteger(JsonElement element, out long value)
    {
        value = 0;
        switch (element.ValueKind)
        {
            case JsonValueKind.Number when element.TryGetInt64(out value):
                return true;
            case JsonValueKind.Number when element.TryGetDouble(out var number) && double.IsInteger(number) && Math.Abs(number) < 9e18:
                value = (long)number;
                return true;
            case JsonValueKind.String:
                return long.TryParse(element.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
            default:
                return false;
        }
    }

    public static bool TryNumber(JsonElement element, out double value)
    {
        value = 0;
        switch (element.ValueKind)
        {
            case JsonValueKind.Number:
                return element.TryGetDouble(out value) && double.IsFinite(value);
            case JsonValueKind.True or JsonValueKind.False:
                value = element.ValueKind == JsonValueKind.True ? 1 : 0;
                return true;
            case JsonValueKind.String:
                return TryText(element.GetString()!, out value);
            default:
                return false;
        }
    }

    private static bool TryText(string text, out double value)
    {
        value = text switch { "NaN" => double.NaN, "Infinity" or "inf" => double.PositiveInfinity, "-Infinity" or "-inf" => double.NegativeInfinity, _ => 0 };
        return value != 0 || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>The value as Python's <c>json.dumps</c> prints it.</summary>
    public static string Print(JsonElement element) => element.ValueKind == JsonValueKind.String ? $"\"{element.GetString()}\"" : element.GetRawText();

    public static string PythonType(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => "str",
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.Array => "list",
        JsonValueKind.Object => "dict",
        JsonValueKind.Number when element.TryGetInt64(out _) => "int",
        _ => "float",
    };
}

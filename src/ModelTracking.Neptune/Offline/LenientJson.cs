using System.Text;
using System.Text.Json;

namespace ModelTracking.Neptune.Offline;

/// <summary>Reads what Python writes as JSON: NaN and infinity as words, control characters inside texts.</summary>
internal static class LenientJson
{
    private static readonly string[] Words = ["-Infinity", "Infinity", "NaN"];

    /// <summary>The line's element; null where it is no JSON even so, as a truncated last line.</summary>
    public static JsonElement? Parse(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(Strict(line));
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A number, also one of the three words.</summary>
    public static double Number(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? element.GetString() switch { "NaN" => double.NaN, "Infinity" => double.PositiveInfinity, "-Infinity" => double.NegativeInfinity, _ => throw new FormatException($"'{element}' is no number.") }
        : element.GetDouble();

    private static string Strict(string line)
    {
        var text = new StringBuilder(line.Length);
        var isInside = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (isInside)
            {
                if (c == '\\' && i + 1 < line.Length)
                {
                    text.Append(c).Append(line[++i]);
                    continue;
                }

                isInside = c != '"';
                text.Append(char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString());
                continue;
            }

            if (Array.Find(Words, w => string.CompareOrdinal(line, i, w, 0, w.Length) == 0) is { } word)
            {
                text.Append('"').Append(word).Append('"');
                i += word.Length - 1;
                continue;
            }

            isInside = c == '"';
            text.Append(c);
        }

        return text.ToString();
    }
}

using System.Text;
using System.Text.Json;

namespace Mlflow.Stub.Wire;

/// <summary>Reads JSON as Python does: the bare words NaN and Infinity are numbers (which the message parser then swallows).</summary>
internal static class TolerantJson
{
    /// <summary>A number that no double holds, in place of the bare words.</summary>
    private const string Overflow = "1e999";

    public static JsonDocument Parse(byte[] body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            try
            {
                return JsonDocument.Parse(WithoutBareWords(Encoding.UTF8.GetString(body)));
            }
            catch (JsonException exception)
            {
                throw new CrashException(exception.Message);
            }
        }
    }

    private static string WithoutBareWords(string text)
    {
        var result = new StringBuilder(text.Length);
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (quoted && text[i] == '\\')
            {
                result.Append(text, i, Math.Min(2, text.Length - i));
                i++;
                continue;
            }

            quoted ^= text[i] == '"';
            var word = quoted ? null : new[] { "-Infinity", "Infinity", "NaN" }.FirstOrDefault(w => text.AsSpan(i).StartsWith(w));
            result.Append(word is null ? text[i].ToString() : Overflow);
            i += word is null ? 0 : word.Length - 1;
        }

        return result.ToString();
    }
}

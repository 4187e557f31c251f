using System.Text;
using System.Text.Json;

namespace ModelTracking.Capture.Secrets;

/// <summary>All the ways in which a known secret may stand in a text: in JSON, in an address, in base64, and line by line where it has many.</summary>
internal static class Disguises
{
    private const int ShortestLine = 16;

    public static void AddTo(HashSet<string> known, string secret)
    {
        known.Add(secret);
        known.Add(secret.Trim());
        known.Add(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)));
        if (IsPlain(secret))
        {
            // Looks the same everywhere, and most do: what the rest needs would have to be loaded first.
            return;
        }

        known.Add(JsonEncodedText.Encode(secret).ToString());
        known.Add(Uri.EscapeDataString(secret));
        foreach (var line in secret.Contains('\n', StringComparison.Ordinal) ? secret.Split('\n', StringSplitOptions.TrimEntries) : [])
        {
            if (line.Length >= ShortestLine)
            {
                known.Add(line);
            }
        }
    }

    private static bool IsPlain(string secret)
    {
        foreach (var c in secret)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.' or '~'))
            {
                return false;
            }
        }

        return true;
    }
}

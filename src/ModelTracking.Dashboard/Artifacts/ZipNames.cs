using System.Buffers;
using System.Globalization;
using System.Text;

namespace ModelTracking.Dashboard.Artifacts;

/// <summary>
/// Names for the files of an archive that every system can unpack, all of them inside the folder that it is unpacked in. A run's own
/// names are kept wherever that is so: a journal that somebody else wrote may hold any. Not thread-safe.
/// </summary>
internal sealed class ZipNames
{
    // What file systems take of one name, with some room for a number.
    private const int MaxBytes = 240;

    // Besides what no file system takes, what turns the direction of the text around and so makes a name look like another.
    private static readonly SearchValues<char> Refused = SearchValues.Create("<>:\"|?*\\\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\uFFFE\uFFFF");

    private static readonly HashSet<string> Devices = new(
        ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", .. Enumerable.Range(0, 10).SelectMany(i => new[] { $"COM{i}", $"LPT{i}" }), "COM¹", "COM²", "COM³", "LPT¹", "LPT²", "LPT³"],
        StringComparer.OrdinalIgnoreCase);

    // What a folder of the run is called in the archive; and all names that are given away, for systems that do not tell cases apart.
    private readonly Dictionary<string, string> _folders = new(StringComparer.Ordinal) { [""] = "" };
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The name in the archive of an artifact; another one for each path.</summary>
    public string Of(string path)
    {
        var parts = path.Split('/', '\\');
        var (own, given) = ("", "");
        foreach (var part in parts.AsSpan(..^1))
        {
            own = $"{own}{part}/";
            if (!_folders.TryGetValue(own, out var folder))
            {
                _folders[own] = folder = $"{Take(given, part)}/";
            }

            given = folder;
        }

        return Take(given, parts[^1]);
    }

    private string Take(string folder, string part)
    {
        var name = Safe(part);
        var dot = name.LastIndexOf('.') is > 0 and var at ? at : name.Length;
        var free = folder + name;
        for (var number = 2; !_taken.Add(free); number++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{folder}{name[..dot]} ({number}){name[dot..]}");
        }

        return free;
    }

    private static string Safe(string part)
    {
        // Two halves of a character that do not belong together cannot be written at all.
        var text = string.Concat(part.EnumerateRunes().Select(r => r.Value == 0xFFFD || (r.IsBmp && (char.IsControl((char)r.Value) || Refused.Contains((char)r.Value))) ? "_" : r.ToString()));
        if (Encoding.UTF8.GetByteCount(text) > MaxBytes)
        {
            var ending = Path.GetExtension(text) is { Length: <= 20 } known ? known : "";
            text = Cut(text, MaxBytes - Encoding.UTF8.GetByteCount(ending)) + ending;
        }

        // What ends in a dot or a blank loses it on some systems; of nothing but dots, one would lead elsewhere.
        var kept = text.TrimEnd('.', ' ');
        text = kept + new string('_', text.Length - kept.Length);
        return text.Length == 0 ? "_" : Devices.Contains(text.Split('.')[0].TrimEnd()) ? $"_{text}" : text;
    }

    private static string Cut(string text, int bytes)
    {
        var end = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            bytes -= rune.Utf8SequenceLength;
            if (bytes < 0)
            {
                break;
            }

            end += rune.Utf16SequenceLength;
        }

        return text[..end];
    }
}

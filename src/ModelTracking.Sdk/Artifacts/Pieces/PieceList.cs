using System.Globalization;
using System.Text;
using ModelTracking.Diagnostics;

namespace ModelTracking.Artifacts.Pieces;

/// <summary>An object that is kept in pieces, each of them an object: the file <c>cdef....pieces</c> lists their hashes and lengths in order.</summary>
internal static class PieceList
{
    public const string Extension = ".pieces";

    private const string Header = "modeltracking pieces 1";

    /// <summary>The pieces; null where the object is not kept so.</summary>
    /// <exception cref="InvalidDataException">The list is damaged.</exception>
    /// <exception cref="TrackingException">A newer version made it.</exception>
    public static IReadOnlyList<StoredObject>? TryRead(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        if (lines.Length == 0 || lines[0] != Header)
        {
            throw lines.Length > 0 && lines[0].StartsWith(Header[..^1], StringComparison.Ordinal)
                ? new TrackingException($"'{path}' was made by a newer version of ModelTracking.Sdk. Update the package.")
                : Damaged(path);
        }

        return [.. lines.Skip(1).Select(line => Parse(line) ?? throw Damaged(path))];
    }

    /// <summary>Writes a list as bytes.</summary>
    public static byte[] ToBytes(IEnumerable<StoredObject> pieces)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var piece in pieces)
        {
            text.Append(CultureInfo.InvariantCulture, $"{piece.Hash} {piece.Length}\n");
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static StoredObject? Parse(string line) =>
        line.Length > 65 && line[64] == ' ' && line[..64].All(char.IsAsciiHexDigitLower) && long.TryParse(line.AsSpan(65), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? new StoredObject(line[..64], length)
            : null;

    private static InvalidDataException Damaged(string path) => new($"The list of pieces '{path}' is damaged. Restore it from a backup, or log the artifact again.");
}

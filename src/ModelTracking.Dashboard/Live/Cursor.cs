using System.Globalization;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Live;

/// <summary>How far a run was read, as text: <c>writer.sequence</c> of each writer.</summary>
internal static class Cursor
{
    private const int MaxWriters = 4096;

    public static string Of(IEnumerable<WriterPosition> positions) =>
        string.Join('_', positions.OrderBy(p => p.Writer, StringComparer.Ordinal).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Writer}.{p.Sequence}")));

    /// <summary>Reads a cursor; null where it is none.</summary>
    public static List<WriterPosition>? Parse(string text)
    {
        var positions = new List<WriterPosition>();
        foreach (var part in text.Split('_', StringSplitOptions.RemoveEmptyEntries))
        {
            var dot = part.IndexOf('.', StringComparison.Ordinal);
            if (dot != 8 || positions.Count == MaxWriters || !part.AsSpan(0, dot).ToString().All(char.IsAsciiHexDigitLower)
                || !long.TryParse(part.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
            {
                return null;
            }

            positions.Add(new WriterPosition(part[..dot], sequence));
        }

        return positions;
    }
}

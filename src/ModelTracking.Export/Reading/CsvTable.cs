using System.Globalization;
using System.Runtime.CompilerServices;
using CsvHelper;
using CsvHelper.Configuration;

namespace ModelTracking.Export.Reading;

/// <summary>Reads the rows of a CSV file; cells are typed as they look, empty ones are missing.</summary>
internal static class CsvTable
{
    public static async IAsyncEnumerable<IReadOnlyDictionary<string, object?>> ReadAsync(Stream stream, string delimiter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var csv = new CsvReader(new StreamReader(stream, leaveOpen: true), new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = delimiter, BadDataFound = null });
        if (!await csv.ReadAsync().ConfigureAwait(false) || !csv.ReadHeader() || csv.HeaderRecord is not { } header)
        {
            throw new InvalidDataException("The file has no header: its first line must name the columns.");
        }

        while (await csv.ReadAsync().ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = new Dictionary<string, object?>(StringComparer.Ordinal);
            for (var i = 0; i < Math.Min(header.Length, csv.Parser.Count); i++)
            {
                row[CsvText.Unmark(header[i])] = Typed(CsvText.Unmark(csv.Parser[i]));
            }

            yield return row;
        }
    }

    private static object? Typed(string text) => text.Length == 0 ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && !HasLeadingZero(text) ? whole
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !HasLeadingZero(text) ? number
        : bool.TryParse(text, out var boolean) ? boolean
        : text;

    // 007 is a name, 0.7 a number.
    private static bool HasLeadingZero(string text) => text.TrimStart('-') is ['0', >= '0' and <= '9', ..];
}

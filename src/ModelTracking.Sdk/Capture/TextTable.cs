using System.Globalization;
using ModelTracking.Records;

namespace ModelTracking.Capture;

/// <summary>What a text file with columns holds: names from its first line, types guessed from the first rows.</summary>
internal sealed record TextTable(IReadOnlyList<ColumnSpec> Columns, long Rows)
{
    private const int MaxColumns = 1000;
    private const int Looked = 100;

    // Reading on takes seconds of a processor that training could use.
    private const long MaxBytes = 256 << 20;

    /// <summary>Reads a <c>.csv</c> or <c>.tsv</c> file; null for any other, and for one of more than 256 MiB. Quoted cells may hold separators and line ends.</summary>
    public static TextTable? Read(string path)
    {
        var separator = Path.GetExtension(path).ToUpperInvariant() switch { ".CSV" => ',', ".TSV" => '\t', _ => '\0' };
        if (separator == '\0' || new FileInfo(path).Length > MaxBytes)
        {
            return null;
        }

        using var reader = new StreamReader(path);
        var header = ReadRow(reader, separator);
        if (header is null || header.Count > MaxColumns)
        {
            return null;
        }

        var kinds = new string?[header.Count];
        long rows = 0;
        while (ReadRow(reader, separator) is { } row)
        {
            if (row is [""])
            {
                continue;
            }

            for (var i = 0; rows < Looked && i < Math.Min(row.Count, kinds.Length); i++)
            {
                kinds[i] = Wider(kinds[i], row[i]);
            }

            rows++;
        }

        return new TextTable([.. header.Select((name, i) => new ColumnSpec(name, kinds[i] ?? "string"))], rows);
    }

    private static List<string>? ReadRow(StreamReader reader, char separator)
    {
        if (reader.Peek() < 0)
        {
            return null;
        }

        var row = new List<string>();
        var cell = new System.Text.StringBuilder();
        var quoted = false;
        for (int next; (next = reader.Read()) >= 0;)
        {
            var c = (char)next;
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == separator && !quoted)
            {
                row.Add(cell.ToString());
                cell.Clear();
            }
            else if (c == '\n' && !quoted)
            {
                break;
            }
            else if (c != '\r' || quoted)
            {
                cell.Append(c);
            }
        }

        row.Add(cell.ToString());
        return row;
    }

    private static string? Wider(string? known, string cell)
    {
        var kind = cell.Length == 0 ? known
            : long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? "long"
            : double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? "double"
            : bool.TryParse(cell, out _) ? "bool"
            : "string";
        return known is null || known == kind ? kind
            : (known, kind) is ("long", "double") or ("double", "long") ? "double"
            : "string";
    }
}

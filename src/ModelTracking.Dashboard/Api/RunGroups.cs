using System.Text.Json;
using ModelTracking.Reading;

namespace ModelTracking.Dashboard.Api;

/// <summary>Groups the rows of a table by their first column after the facts; numbers become mean, deviation and count.</summary>
internal static class RunGroups
{
    public static void Write(Utf8JsonWriter json, RunTable table, int by)
    {
        var groups = table.Rows.GroupBy(r => Key(r[by])).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToArray();
        json.WriteStartObject();
        json.WriteNumber("total", groups.Length);
        json.WriteNumber("runs", table.Rows.Count);
        json.WriteStartArray("columns");
        foreach (var column in table.Columns.Skip(by + 1))
        {
            json.WriteStringValue(column.Name);
        }

        json.WriteEndArray();
        json.WriteStartArray("groups");
        foreach (var group in groups.Take(Limits.Rows))
        {
            var rows = group.ToArray();
            json.WriteStartObject();
            json.WritePropertyName("value");
            CellJson.Write(json, rows[0][by]);
            json.WriteNumber("runs", rows.Length);
            json.WriteStartArray("ids");
            foreach (var row in rows.Take(Limits.ComparedRuns))
            {
                json.WriteStringValue(row[0] as string);
            }

            json.WriteEndArray();
            json.WriteStartArray("cells");
            for (var c = by + 1; c < table.Columns.Count; c++)
            {
                WriteCell(json, [.. rows.Select(r => r[c]).Where(v => v is not null)]);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    // Numbers: {mean, std, n, min, max}; anything else: the value where all runs have the same.
    private static void WriteCell(Utf8JsonWriter json, object?[] values)
    {
        var numbers = values.OfType<double>().Where(double.IsFinite).ToArray();
        if (numbers.Length == 0)
        {
            CellJson.Write(json, values.Distinct().Count() == 1 ? values[0] : null);
            return;
        }

        var mean = numbers.Average();
        json.WriteStartObject();
        json.WriteNumber("n", numbers.Length);
        json.WriteNumber("mean", mean);
        if (numbers.Length > 1)
        {
            json.WriteNumber("std", Math.Sqrt(numbers.Sum(v => (v - mean) * (v - mean)) / (numbers.Length - 1)));
        }

        json.WriteNumber("min", numbers.Min());
        json.WriteNumber("max", numbers.Max());
        json.WriteEndObject();
    }

    private static string Key(object? value) => value switch
    {
        null => "\0",
        IEnumerable<string> list => string.Join('\0', list),
        _ => FormattableString.Invariant($"{value}"),
    };
}

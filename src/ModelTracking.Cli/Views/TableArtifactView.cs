using System.Text.Json;
using ModelTracking.Records;
using Spectre.Console;

namespace ModelTracking.Cli.Views;

/// <summary>Draws a stored table: its first rows.</summary>
internal sealed class TableArtifactView(IAnsiConsole console)
{
    private const int MostRows = 50;

    /// <summary>Draws the table.</summary>
    /// <returns>False where the document is no table.</returns>
    public bool TryWrite(JsonElement table)
    {
        if (table.ValueKind != JsonValueKind.Object
            || !table.TryGetProperty("columns", out var columns) || columns.ValueKind != JsonValueKind.Array
            || !(table.TryGetProperty("data", out var rows) || table.TryGetProperty("rows", out rows)) || rows.ValueKind != JsonValueKind.Array
            || rows.EnumerateArray().Any(r => r.ValueKind != JsonValueKind.Array || r.GetArrayLength() != columns.GetArrayLength()))
        {
            return false;
        }

        var shown = rows.EnumerateArray().Take(MostRows).ToArray();
        new FittedTable(
        [
            .. columns.EnumerateArray().Select((name, at) => new TableColumn(Format.Line(name.ToString()), [.. shown.Select(r => Of(r[at]))])
            {
                Right = shown.Length > 0 && shown.All(r => r[at].ValueKind is JsonValueKind.Number or JsonValueKind.Null),
                MinWidth = 6,
                Spare = at == 0 ? 0 : 1,
            }),
        ], 2).Write(console);
        if (rows.GetArrayLength() > shown.Length)
        {
            console.WriteLine($"  the first {shown.Length} of {Format.Count(rows.GetArrayLength(), "row")}; --get fetches all", Palette.Quiet);
        }

        return true;
    }

    private static Cell Of(JsonElement cell) => cell.ValueKind switch
    {
        JsonValueKind.Null => Cell.Quiet("–"),
        JsonValueKind.True or JsonValueKind.False => cell.GetRawText(),
        JsonValueKind.Number => Format.Number(cell.GetDouble(), 6),
        _ => Format.Line(cell.ToString()),
    };
}

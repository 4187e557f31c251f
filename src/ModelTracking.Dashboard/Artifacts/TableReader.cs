using System.Text;
using System.Text.Json;
using ModelTracking.Dashboard.Api;
using ModelTracking.Dashboard.Json;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Artifacts;

/// <summary>Reads some rows of a table that was logged: CSV, tab-separated, or <c>{"columns":[...],"data":[...]}</c>.</summary>
internal static class TableReader
{
    private const int MaxJsonBytes = 32 << 20;

    public static bool IsParquet(ArtifactEntry artifact) =>
        artifact.MediaType.StartsWith("application/vnd.apache.parquet", StringComparison.OrdinalIgnoreCase) || artifact.Path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase);

    public static TableDto Read(Stream bytes, ArtifactEntry artifact, int from, int limit, CancellationToken cancellationToken) =>
        artifact.MediaType.StartsWith("application/json", StringComparison.OrdinalIgnoreCase)
            ? ReadJson(bytes, artifact, from, limit)
            : ReadCsv(bytes, artifact.MediaType.Contains("tab", StringComparison.OrdinalIgnoreCase) ? '\t' : ',', from, limit, cancellationToken);

    private static TableDto ReadCsv(Stream bytes, char separator, int from, int limit, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(bytes, Encoding.UTF8);
        using var rows = CsvRows.Read(reader, separator).GetEnumerator();
        var columns = rows.MoveNext() ? rows.Current : [];
        for (var i = 0; i < from && rows.MoveNext(); i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        var shown = new List<IReadOnlyList<string>>();
        var most = Math.Min(limit, Math.Max(1, Limits.TableCells / Math.Max(1, columns.Count)));
        while (shown.Count < most && rows.MoveNext())
        {
            shown.Add(rows.Current);
        }

        return new TableDto(columns, shown, from, rows.MoveNext());
    }

    private static TableDto ReadJson(Stream bytes, ArtifactEntry artifact, int from, int limit)
    {
        if (artifact.Length > MaxJsonBytes)
        {
            throw new ApiException(422, "too-large", "This table is too large to be shown as JSON; download it, or log it as CSV.");
        }

        try
        {
            using var json = JsonDocument.Parse(bytes);
            if (json.RootElement.ValueKind != JsonValueKind.Object
                || !json.RootElement.TryGetProperty("columns", out var columns) || columns.ValueKind != JsonValueKind.Array
                || !(json.RootElement.TryGetProperty("data", out var rows) || json.RootElement.TryGetProperty("rows", out rows)) || rows.ValueKind != JsonValueKind.Array)
            {
                throw NoTable();
            }

            var shown = rows.EnumerateArray().Skip(from).Take(limit).Select(r => (IReadOnlyList<string>)[.. r.EnumerateArray().Select(c => c.ToString())]).ToArray();
            return new TableDto([.. columns.EnumerateArray().Select(c => c.ToString())], shown, from, rows.GetArrayLength() > from + shown.Length);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw NoTable();
        }
    }

    private static ApiException NoTable() => new(422, "no-table", "This artifact is no table: {\"columns\":[...],\"data\":[[...]]} is expected.");
}

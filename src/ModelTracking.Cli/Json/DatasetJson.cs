using ModelTracking.Records;

namespace ModelTracking.Cli.Json;

/// <summary>Data that a run used, in the tool's JSON.</summary>
internal sealed record DatasetJson(string Name, string Digest, string? Context, string? Source, long? Rows, long? Bytes, IReadOnlyList<ColumnJson> Columns)
{
    public static DatasetJson Of(DatasetLogged d) => new(d.Name, d.Digest, d.Context, d.Source, d.Rows, d.Bytes, [.. d.Columns.Select(ColumnJson.Of)]);
}

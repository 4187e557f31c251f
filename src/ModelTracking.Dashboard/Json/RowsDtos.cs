using System.Text.Json;

namespace ModelTracking.Dashboard.Json;

/// <summary>Rows of runs; written cell by cell, this is their shape.</summary>
internal sealed record RowsDto(int Total, int From, string Revision, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<JsonElement>> Rows)
{
    /// <summary>Columns in which all runs have the same, where that was asked for.</summary>
    public IReadOnlyList<string>? Constant { get; init; }
}

/// <summary>Groups of runs; written cell by cell, this is their shape.</summary>
internal sealed record GroupsDto(int Total, int Runs, IReadOnlyList<string> Columns, IReadOnlyList<GroupDto> Groups);

internal sealed record GroupDto(JsonElement Value, int Runs, IReadOnlyList<string> Ids, IReadOnlyList<JsonElement> Cells);

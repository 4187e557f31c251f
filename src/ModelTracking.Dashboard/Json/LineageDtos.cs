namespace ModelTracking.Dashboard.Json;

/// <summary>What came of what, from data to where versions are in use.</summary>
internal sealed record LineageDto(IReadOnlyList<LineageNodeDto> Nodes, IReadOnlyList<LineageEdgeDto> Edges, int LeftOut);

/// <summary>Kind: data, run, runs (several), version, alias or stage.</summary>
internal sealed record LineageNodeDto(string Id, string Kind, string Name)
{
    public string? Note { get; init; }

    public string? Digest { get; init; }

    public string? Run { get; init; }

    public string? Model { get; init; }

    public int? Version { get; init; }
}

internal sealed record LineageEdgeDto(string From, string To, string? Label);

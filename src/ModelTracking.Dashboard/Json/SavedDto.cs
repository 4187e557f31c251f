namespace ModelTracking.Dashboard.Json;

/// <summary>What a saved page holds instead of a server.</summary>
internal sealed record SavedDto
{
    public required string Version { get; init; }
    public required double Time { get; init; }
    public required string Page { get; init; }
    public required IReadOnlyList<RunDto> Runs { get; init; }

    /// <summary>Where there are several runs: what differs, the first one as baseline.</summary>
    public ComparisonDto? Comparison { get; init; }

    public required byte[] Series { get; init; }
    public required IReadOnlyDictionary<string, NestedDto> Nested { get; init; }
    public required IReadOnlyDictionary<string, LinesDto> Logs { get; init; }
    public required IReadOnlyDictionary<string, string> Texts { get; init; }
    public required IReadOnlyDictionary<string, TableDto> Tables { get; init; }
    public required IReadOnlyDictionary<string, string> Images { get; init; }

    /// <summary>In a saved report: its text.</summary>
    public SavedReportDto? Report { get; init; }

    /// <summary>In a saved report: the data of its live blocks, by their source.</summary>
    public IReadOnlyDictionary<string, SavedBlockDto>? Blocks { get; init; }

    /// <summary>What was too large, such as artifacts by path.</summary>
    public required IReadOnlyList<string> LeftOut { get; init; }
}

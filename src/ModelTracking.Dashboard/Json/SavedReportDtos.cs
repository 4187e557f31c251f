namespace ModelTracking.Dashboard.Json;

/// <summary>A report in a saved page. Times in ms since 1970.</summary>
internal sealed record SavedReportDto(string Name, string Content, string Owner, double Changed, string ChangedBy, int Version);

/// <summary>What a live block of a saved report shows.</summary>
internal sealed record SavedBlockDto
{
    /// <summary>Its runs in their order.</summary>
    public IReadOnlyList<string> Runs { get; init; } = [];

    /// <summary>How many runs its query finds.</summary>
    public int? Total { get; init; }

    /// <summary>For a table of runs.</summary>
    public RowsDto? Rows { get; init; }

    /// <summary>For a comparison.</summary>
    public ComparisonDto? Comparison { get; init; }

    /// <summary>For a chart of groups: a frame of curves for each series, by its name.</summary>
    public IReadOnlyDictionary<string, byte[]>? Curves { get; init; }

    /// <summary>Why there is nothing to show, where it cannot be seen in the block's text.</summary>
    public string? Error { get; init; }
}

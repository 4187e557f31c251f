namespace ModelTracking.Dashboard.Json;

/// <summary>A report as somebody may see it. Times in ms since 1970.</summary>
internal sealed record ReportDto(string Id, string Name, string Owner, bool IsPrivate, string Experiment, int Version, double Created, double Changed, string ChangedBy)
{
    /// <summary>Whether who asks may change and delete it.</summary>
    public bool IsOwn { get; init; }

    /// <summary>Whether there is a newer version.</summary>
    public bool IsOld { get; init; }

    /// <summary>Its Markdown; null in a list.</summary>
    public string? Content { get; init; }
}

/// <summary>A version of a report.</summary>
internal sealed record ReportVersionDto(int Version, string Name, double Changed, string ChangedBy);

/// <summary>A report to save, or what to change of one: what is null stays as it is.</summary>
internal sealed record ReportWantedDto(string? Name, string? Content, bool? IsPrivate, string? Experiment, int? Version);

namespace ModelTracking.Dashboard.Json;

/// <summary>A saved view as somebody may see it. Times in ms since 1970.</summary>
internal sealed record ViewDto(string Id, string Name, string Address, string Owner, bool IsPrivate, int Version, double Created, double Changed, string ChangedBy)
{
    /// <summary>Whether who asks may overwrite, rename and delete it.</summary>
    public bool IsOwn { get; init; }
}

/// <summary>A view to save, or what to change of one: what is null stays as it is.</summary>
internal sealed record ViewWantedDto(string? Name, string? Address, bool? IsPrivate, int? Version);

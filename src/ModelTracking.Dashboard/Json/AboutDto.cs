namespace ModelTracking.Dashboard.Json;

/// <summary>What the client must know of the server.</summary>
internal sealed record AboutDto(string Version, string Store, bool CanWrite, string? User, bool HasVersions, bool CanAdminister, bool ManagesKeys, bool CanLogOut, bool KeepsViews)
{
    /// <summary>What the visitor says and saves is theirs under this name; null where nobody says who they are, and all is theirs.</summary>
    public string? Owner { get; init; }

    /// <summary>Whether they may take back what others said somewhere: managers and administrators do. Each act is decided where it is done.</summary>
    public bool TidiesUp { get; init; }

    /// <summary>How many artifacts one archive takes.</summary>
    public int ZipFiles { get; init; } = Limits.ZipFiles;

    /// <summary>How many bytes one archive takes.</summary>
    public long ZipBytes { get; init; } = Limits.ZipBytes;
}

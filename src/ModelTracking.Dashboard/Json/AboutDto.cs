namespace ModelTracking.Dashboard.Json;

/// <summary>What the client must know of the server.</summary>
internal sealed record AboutDto(string Version, string Store, bool CanWrite, string? User, bool HasVersions, bool CanAdminister, bool ManagesKeys, bool CanLogOut, bool KeepsViews)
{
    /// <summary>How many artifacts one archive takes.</summary>
    public int ZipFiles { get; init; } = Limits.ZipFiles;

    /// <summary>How many bytes one archive takes.</summary>
    public long ZipBytes { get; init; } = Limits.ZipBytes;
}

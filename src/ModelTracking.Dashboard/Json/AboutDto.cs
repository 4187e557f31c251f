namespace ModelTracking.Dashboard.Json;

/// <summary>What the client must know of the server.</summary>
internal sealed record AboutDto(string Version, string Store, bool CanWrite, string? User, bool HasVersions, bool CanAdminister, bool ManagesKeys, bool CanLogOut, bool KeepsViews);

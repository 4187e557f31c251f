using System.Text.Json.Serialization;
using ModelTracking.Access;

namespace ModelTracking.Cli.Json;

/// <summary>A key; its secret only where it was just made.</summary>
internal sealed record KeyJson(string Id, string Name, IReadOnlyList<string> Grants, DateTimeOffset Created, string CreatedBy, DateTimeOffset? Expires, DateTimeOffset? Revoked, DateTimeOffset? LastUsed, bool IsValid)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Secret { get; init; }

    public static KeyJson Of(AccessKey key, TimeProvider time) =>
        new(key.Id, key.Name, [.. key.Grants.Select(g => g.ToString())], key.Created, key.CreatedBy, key.Expires, key.Revoked, key.LastUsed, key.IsValidAt(time.GetUtcNow()));
}

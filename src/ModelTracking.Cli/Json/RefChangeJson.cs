using ModelTracking.Versioning;

namespace ModelTracking.Cli.Json;

/// <summary>One entry of the reflog.</summary>
internal sealed record RefChangeJson(DateTimeOffset Time, string By, string? Ref, string? Commit, string? Before, string Why)
{
    public static RefChangeJson Of(RefChange change) => new(change.Time, change.By, change.Key, change.Object, change.Was, change.Why);
}

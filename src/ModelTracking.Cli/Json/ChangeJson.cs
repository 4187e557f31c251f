using ModelTracking.Versioning;

namespace ModelTracking.Cli.Json;

/// <summary>One difference between two commits.</summary>
internal sealed record ChangeJson(string Part, string Key, string Kind, string? Before, string? After, double? Delta, bool? Better)
{
    public static ChangeJson Of(ElementChange change) => new(
        change.Part.ToString().ToLowerInvariant(), change.Key, change.Kind.ToString().ToLowerInvariant(), change.Before?.ToString(), change.After?.ToString(), change.Delta, change.IsBetter);
}

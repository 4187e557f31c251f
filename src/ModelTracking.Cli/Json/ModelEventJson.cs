using ModelTracking.Versioning;

namespace ModelTracking.Cli.Json;

/// <summary>One entry of a model's history.</summary>
internal sealed record ModelEventJson(int Number, DateTimeOffset Time, string By, string Kind, int? Version, int? Before, string? Alias, string? Value, string? Comment)
{
    public static ModelEventJson Of(ModelEvent e) => new(e.Number, e.Time, e.By, e.Kind.ToString(), e.Version, e.Before, e.Alias, e.Value, e.Comment);
}

using ModelTracking.Records;

namespace ModelTracking.Cli.Json;

/// <summary>An artifact in the tool's JSON.</summary>
internal sealed record ArtifactJson(string Path, long Size, string MediaType, string Sha256, DateTime Time, long? Step, string? Kind, string? Caption)
{
    public static ArtifactJson Of(ArtifactEntry a) => new(a.Path, a.Length, a.MediaType, a.Hash, a.Time.UtcDateTime, a.Step, a.Kind, a.Caption);
}

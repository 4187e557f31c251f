using System.Text.Json.Serialization;

namespace ModelTracking.Records;

/// <summary>A file was stored with the run; a later one with the same path replaces it.</summary>
/// <param name="Path">Relative path with forward slashes, never leaving the run.</param>
/// <param name="Hash">SHA-256 of the bytes, 64 lower-case hexadecimal digits.</param>
/// <param name="Length">Number of bytes.</param>
/// <param name="MediaType">For example <c>application/json</c>.</param>
public sealed record ArtifactLogged(string Path, string Hash, long Length, string MediaType) : TrackingRecord
{
    /// <summary>The step it belongs to (a checkpoint, an image by step); null for none.</summary>
    public long? Step { get; init; }

    /// <summary>What the bytes mean beyond their media type, for viewers: for example <c>table</c>; null for a plain file.</summary>
    public string? Kind { get; init; }

    /// <summary>A caption for viewers.</summary>
    public string? Caption { get; init; }

    /// <summary>The bytes; null where the record was read from a journal.</summary>
    [JsonIgnore]
    public ArtifactContent? Content { get; init; }
}

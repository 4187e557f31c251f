namespace ModelTracking.Records;

/// <summary>An artifact as a reader sees it.</summary>
/// <param name="Path">Relative path with forward slashes.</param>
/// <param name="Hash">SHA-256 of the bytes, 64 lower-case hexadecimal digits.</param>
/// <param name="Length">Number of bytes.</param>
/// <param name="MediaType">For example <c>application/json</c>.</param>
/// <param name="Time">When it was logged (UTC).</param>
public sealed record ArtifactEntry(string Path, string Hash, long Length, string MediaType, DateTimeOffset Time)
{
    /// <summary>The step it belongs to, if any.</summary>
    public long? Step { get; init; }

    /// <summary>What the bytes mean beyond their media type; null for a plain file.</summary>
    public string? Kind { get; init; }

    /// <summary>A caption for viewers.</summary>
    public string? Caption { get; init; }
}

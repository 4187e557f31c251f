namespace ModelTracking;

/// <summary>What may be said about an artifact.</summary>
public sealed class ArtifactOptions
{
    /// <summary>Path within the run. Default: the file's own name.</summary>
    public string? Path { get; set; }

    /// <summary>Media type. Default: guessed from the path's extension.</summary>
    public string? MediaType { get; set; }

    /// <summary>The step it belongs to. Default: none.</summary>
    public long? Step { get; set; }

    /// <summary>What the bytes mean beyond their media type, for viewers. Default: none.</summary>
    public string? Kind { get; set; }

    /// <summary>A caption for viewers. Default: none.</summary>
    public string? Caption { get; set; }

    /// <summary>Told the number of bytes stored so far, from a background thread. Default: none.</summary>
    public IProgress<long>? Progress { get; set; }
}

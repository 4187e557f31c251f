namespace ModelTracking.Capture.Programs;

/// <summary>What to run, and within which limits.</summary>
/// <param name="File">Full path of the program.</param>
/// <param name="Arguments">Its arguments, one by one: no shell reads them.</param>
internal sealed record ProgramRequest(string File, IReadOnlyList<string> Arguments)
{
    public string? Folder { get; init; }

    /// <summary>Variables to set, or to remove where null.</summary>
    public IReadOnlyDictionary<string, string?> Variables { get; init; } = new Dictionary<string, string?>();

    public byte[]? Input { get; init; }

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes of output that are kept; a program that writes more is stopped.</summary>
    public int MaxOutput { get; init; } = 16 << 20;

    /// <summary>Reads standard output instead, on a thread of its own.</summary>
    public Action<Stream>? ReadOutput { get; init; }
}

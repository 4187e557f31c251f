namespace ModelTracking.Access;

/// <summary>A line of the log of keys.</summary>
internal sealed record KeyEvent(DateTimeOffset Time, string By, string Id)
{
    /// <summary>In the line that makes a key: SHA-256 of its secret, in hexadecimal. Null in the line that revokes it.</summary>
    public string? Hash { get; init; }

    public string? Name { get; init; }

    public string[]? Grants { get; init; }

    public DateTimeOffset? Expires { get; init; }

    /// <summary>Whether it was handed out by somebody who is no administrator.</summary>
    public bool? Delegated { get; init; }

    /// <summary>In the first line: the version of the log's format.</summary>
    public int? Format { get; init; }
}

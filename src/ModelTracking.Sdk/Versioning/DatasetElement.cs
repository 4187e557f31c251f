namespace ModelTracking.Versioning;

/// <summary>A dataset as it was: known by its digest, and kept only on request.</summary>
/// <param name="Digest">SHA-256 of a file's bytes, or of a folder's listing (see FORMAT.md).</param>
/// <param name="Length">Number of bytes; the sum, for a folder.</param>
public sealed record DatasetElement(string Digest, long Length) : TreeElement
{
    /// <summary>Where it came from: a path, or a query.</summary>
    public string? Source { get; init; }

    /// <summary>Number of rows; null where it is not known.</summary>
    public long? Rows { get; init; }

    /// <summary>Names and types of the columns, in one line.</summary>
    public string? Schema { get; init; }

    /// <summary>True for a folder: <see cref="Digest"/> is then that of its listing, which is kept.</summary>
    public bool IsFolder { get; init; }

    /// <summary>True where the bytes are in the store too.</summary>
    public bool IsStored { get; init; }

    /// <inheritdoc />
    public override string Describe() =>
        $"{Digest[..10]} ({Length:#,0} bytes{(Rows is { } rows ? $", {rows:#,0} rows" : "")}{(Source is null ? "" : $", from {Source}")})";
}

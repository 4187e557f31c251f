namespace ModelTracking.Versioning;

/// <summary>A file, stored by content.</summary>
/// <param name="Hash">SHA-256 of its bytes, 64 lower-case hexadecimal digits.</param>
/// <param name="Length">Number of bytes.</param>
public sealed record FileElement(string Hash, long Length) : TreeElement
{
    /// <inheritdoc />
    public override string Describe() => $"{Hash[..10]} ({Length:#,0} bytes)";
}

namespace ModelTracking.Versioning.Formats;

/// <summary>A named piece of a model file: a tensor, an initialiser, an entry of an archive.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Type">Element type, or kind of entry.</param>
/// <param name="Shape">Its dimensions; null for what is no tensor.</param>
/// <param name="Length">Number of bytes.</param>
/// <param name="Digest">SHA-256 of its bytes.</param>
internal sealed record ModelPart(string Name, string Type, IReadOnlyList<long>? Shape, long Length, string Digest)
{
    /// <summary>Root of the sum of squares, for tensors of floats; null for others.</summary>
    public double? Norm { get; init; }

    /// <summary>Number of values.</summary>
    public long Count => Shape?.Aggregate(1L, (a, b) => a * b) ?? 0;

    public string Describe() => Shape is null ? $"{Length:#,0} bytes" : $"{Type}[{string.Join(",", Shape)}]";
}

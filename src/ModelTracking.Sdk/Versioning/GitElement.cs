namespace ModelTracking.Versioning;

/// <summary>A state of a git working folder: a commit and what was not committed.</summary>
/// <param name="Commit">The git commit, in hexadecimal digits.</param>
public sealed record GitElement(string Commit) : TreeElement
{
    /// <summary>The address it can be cloned from; null where there is none.</summary>
    public string? Remote { get; init; }

    /// <summary>Uncommitted changes for <c>git apply</c>; null where there were none.</summary>
    public FileElement? Patch { get; init; }

    /// <inheritdoc />
    public override string Describe() => Patch is null ? $"git {Commit}" : $"git {Commit} with uncommitted changes ({Patch.Length:#,0} bytes)";
}

namespace ModelTracking.Versioning;

/// <summary>A state of a git working folder: a commit and what was not committed.</summary>
/// <param name="Commit">The git commit, in hexadecimal digits.</param>
public sealed record GitElement(string Commit) : TreeElement
{
    /// <summary>The address it can be cloned from; null where there is none.</summary>
    public string? Remote { get; init; }

    /// <summary>Uncommitted changes for <c>git apply</c>; null where there were none.</summary>
    public FileElement? Patch { get; init; }

    /// <summary>Number of changed files that the patch leaves out: secrets, large files.</summary>
    public int LeftOut { get; init; }

    /// <inheritdoc />
    public override string Describe() => $"git {Commit}{(Patch is null ? "" : $" with uncommitted changes ({Patch.Length:#,0} bytes)")}{(LeftOut == 0 ? "" : $", {LeftOut:#,0} changed files not kept")}";
}

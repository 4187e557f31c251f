namespace ModelTracking.Versioning;

/// <summary>A git working folder's state, as a commit takes it up.</summary>
/// <param name="Commit">The git commit, in hexadecimal digits.</param>
public sealed record CodeState(string Commit)
{
    /// <summary>The address it can be cloned from, without credentials. Default: none.</summary>
    public string? Remote { get; init; }

    /// <summary>Uncommitted changes, small new files included, for <c>git apply</c>. Default: none.</summary>
    public ReadOnlyMemory<byte> Patch { get; init; }

    /// <summary>Number of changed files that the patch leaves out: secrets, large files. Default: 0.</summary>
    public int LeftOut { get; init; }
}

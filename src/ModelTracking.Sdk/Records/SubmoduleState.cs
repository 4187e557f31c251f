namespace ModelTracking.Records;

/// <summary>A submodule that is not just what the commit says.</summary>
/// <param name="Path">Its path in the work tree.</param>
public sealed record SubmoduleState(string Path)
{
    /// <summary>The commit checked out in it.</summary>
    public string? Commit { get; init; }

    /// <summary>Path of the artifact with its uncommitted changes, to be applied inside it; null where there are none.</summary>
    public string? Patch { get; init; }
}

namespace ModelTracking.Records;

/// <summary>From which code a process of the run was started: the commit, and what was not committed.</summary>
public sealed record CodeCaptured : TrackingRecord
{
    /// <summary>Full hash of the commit; null without a repository, and before the first commit (see <see cref="Notes"/>).</summary>
    public string? Commit { get; init; }

    /// <summary>First line of the commit's message.</summary>
    public string? Subject { get; init; }

    /// <summary>When it was committed.</summary>
    public DateTimeOffset? CommitTime { get; init; }

    /// <summary>The branch; null where none is checked out.</summary>
    public string? Branch { get; init; }

    /// <summary>Address of the branch's remote, else of <c>origin</c>, without credentials.</summary>
    public string? Remote { get; init; }

    /// <summary>Folder of the work tree.</summary>
    public string? Root { get; init; }

    /// <summary>True where the work tree differs from the commit, untracked files that are not ignored included.</summary>
    public bool IsDirty { get; init; }

    /// <summary>Number of changed tracked files.</summary>
    public int ChangedFiles { get; init; }

    /// <summary>Number of untracked files that are not ignored.</summary>
    public int UntrackedFiles { get; init; }

    /// <summary>Path of the artifact that <c>git apply</c> turns the commit into this work tree with (kind <c>patch</c>); null where there is none.</summary>
    public string? Patch { get; init; }

    /// <summary>Changed or untracked files that the patch leaves out, at most 100 of them.</summary>
    public IReadOnlyList<LeftOutFile> LeftOut { get; init => field = value ?? []; } = [];

    /// <summary>Number of files left out.</summary>
    public int LeftOutCount { get; init; }

    /// <summary>Submodules that differ from what the commit says, or have changes of their own.</summary>
    public IReadOnlyList<SubmoduleState> Submodules { get; init => field = value ?? []; } = [];

    /// <summary>The commit that the program itself was built from, as its informational version tells; null where it does not.</summary>
    public string? BuiltFrom { get; init; }

    /// <summary>What could not be had, and why: one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init => field = value ?? []; } = [];
}

using ModelTracking.Records;

namespace ModelTracking.Cli.Json;

/// <summary>From which code a process was started, in the tool's JSON. <c>Patch</c> is the path of an artifact.</summary>
internal sealed record CodeJson(
    string? Commit,
    string? Subject,
    DateTime? CommitTime,
    string? Branch,
    string? Remote,
    string? Root,
    bool IsDirty,
    int ChangedFiles,
    int UntrackedFiles,
    string? Patch,
    IReadOnlyList<LeftOutFile> LeftOut,
    int LeftOutCount,
    IReadOnlyList<SubmoduleState> Submodules,
    string? BuiltFrom,
    IReadOnlyList<string> Notes)
{
    public static CodeJson Of(CodeCaptured c) => new(
        c.Commit, c.Subject, c.CommitTime?.UtcDateTime, c.Branch, c.Remote, c.Root, c.IsDirty, c.ChangedFiles, c.UntrackedFiles,
        c.Patch, c.LeftOut, c.LeftOutCount, c.Submodules, c.BuiltFrom, c.Notes);
}

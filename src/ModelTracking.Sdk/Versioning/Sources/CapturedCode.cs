using ModelTracking.Capture;
using ModelTracking.Capture.Git;

namespace ModelTracking.Versioning.Sources;

/// <summary>Reads the state of the code as a run does: with git, without what looks like a secret.</summary>
/// <param name="snapshot">How to capture.</param>
/// <param name="notCode">Folders that are not code: the stores.</param>
/// <param name="time">The clock, for the time limit.</param>
internal sealed class CapturedCode(Snapshot snapshot, IReadOnlyList<string> notCode, TimeProvider time) : ICodeSource
{
    /// <inheritdoc />
    public CodeState? Capture(string folder)
    {
        var begun = time.GetTimestamp();
        var reader = new GitReader(snapshot.Options, snapshot.Rules.Value, () => snapshot.Options.Timeout - time.GetElapsedTime(begun)) { NotCode = notCode };
        var state = reader.Read([folder]);
        if (state.Code.Commit is not { } commit)
        {
            return null;
        }

        var patch = state.Patches.Where(p => p.Path == state.Code.Patch).Select(p => p.Bytes).FirstOrDefault() ?? [];
        return new CodeState(commit)
        {
            Remote = state.Code.Remote,
            Patch = patch,
            LeftOut = state.Code.IsDirty && patch.Length == 0 ? state.Code.ChangedFiles + state.Code.UntrackedFiles : state.Code.LeftOutCount,
        };
    }
}

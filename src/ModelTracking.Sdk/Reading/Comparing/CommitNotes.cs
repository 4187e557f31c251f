using ModelTracking.Records;

namespace ModelTracking.Reading.Comparing;

/// <summary>Says how to see what was committed between runs: the store has what was uncommitted, git has the rest.</summary>
internal static class CommitNotes
{
    public static IEnumerable<string> Of(IReadOnlyList<RunSummary> runs, int baseline) => runs
        .Where(r => Commit(runs[baseline]) is { } from && Commit(r) is { } to && from != to)
        .Select(r => $"{r.Name} ran another commit than {runs[baseline].Name}; 'git diff {Short(Commit(runs[baseline])!)} {Short(Commit(r)!)}' shows what was committed between them.");

    private static string? Commit(RunSummary run) => run.Code is [.., { Commit: { Length: > 0 } commit }] ? commit : null;

    private static string Short(string commit) => commit[..Math.Min(12, commit.Length)];
}

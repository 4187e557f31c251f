using ModelTracking.Versioning;
using Spectre.Console;

namespace ModelTracking.Cli.Views;

/// <summary>What a merge or revert did.</summary>
internal sealed class MergeView(IAnsiConsole console)
{
    /// <summary>Writes the outcome.</summary>
    /// <param name="result">The outcome.</param>
    /// <param name="branch">The branch that moves.</param>
    /// <param name="done">What was done: "merged", "reverted".</param>
    /// <param name="conflictRemedy">What to do about conflicts.</param>
    public void Write(MergeResult result, string branch, string done, string conflictRemedy)
    {
        var would = result.IsDryRun ? "would be " : "";
        var (text, style) = result.Status switch
        {
            MergeStatus.UpToDate => ($"{branch} has it all already.", Palette.Quiet),
            MergeStatus.FastForward => ($"{branch} {would}moved forward{(result.Commit is { } head ? $" to {head}" : "")}.", Palette.Good),
            MergeStatus.Merged => (result.Commit is { } commit ? $"{branch}: {commit}" : $"{branch} {would}{done} without conflicts.", Palette.Good),
            _ => ($"{Format.Count(result.Conflicts.Count, "conflict")}; nothing was written.", Palette.Bad),
        };
        console.WriteLine(Format.Line(text), style);
        foreach (var conflict in result.Conflicts)
        {
            console.WriteLine($"  {Format.Line(conflict.ToString())}");
        }

        if (result.Conflicts.Count > 0)
        {
            console.WriteLine($"  → {conflictRemedy}", Palette.Quiet);
        }

        foreach (var warning in result.Warnings)
        {
            console.WriteLine(Format.Line(warning), Palette.Doubtful);
        }

        if (result.IsDryRun && !result.Changes.IsEmpty)
        {
            new DiffView(console).Write(result.Changes, details: false);
        }
    }
}

using ModelTracking.Backends;
using ModelTracking.Cli.Views;
using Spectre.Console;

namespace ModelTracking.Cli.Importing;

/// <summary>What is asked of an import.</summary>
/// <param name="Terminal">The terminal.</param>
/// <param name="Store">The store's folder.</param>
/// <param name="Path">The file or folder to read, as a full path.</param>
/// <param name="Experiment">The experiment; null for what the source says.</param>
/// <param name="Metrics">Names of what is a metric, where the source does not say.</param>
internal sealed record ImportRequest(Terminal Terminal, string Store, string Path, string? Experiment, IReadOnlyList<string> Metrics)
{
    private const int MostProblems = 20;

    /// <summary>Says what was added, and what could not be taken over.</summary>
    public void Report(IReadOnlyList<ImportOutcome> runs, IReadOnlyList<string> problems)
    {
        foreach (var problem in problems.Take(MostProblems))
        {
            Terminal.Tell("warning", problem);
        }

        if (problems.Count > MostProblems)
        {
            Terminal.Tell("warning", $"and {problems.Count - MostProblems} more of this kind.");
        }

        var added = runs.Count(r => r.IsNew);
        var grown = runs.Count(r => !r.IsNew && r.Points + r.Values > 0);
        var points = runs.Sum(r => r.Points);
        Terminal.Console.Write(new Paragraph()
            .Append($"Imported {Format.Count(added, "run")}{(grown > 0 ? $", added to {Format.Count(grown, "run")} that were here" : "")}{(points > 0 ? $": {Format.Count(points, "point")}" : "")}.")
            .Append($"  {Format.Count(runs.Count - added - grown)} of {Format.Count(runs.Count, "run")} had nothing new.", Palette.Quiet));
        Terminal.Console.WriteLine();
    }
}

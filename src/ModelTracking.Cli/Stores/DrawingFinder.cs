using ModelTracking.Cli.Views;
using ModelTracking.Records;

namespace ModelTracking.Cli.Stores;

/// <summary>Finds the artifact that is to be drawn: by its path, or by the key it was logged under, at a step or the last one.</summary>
internal static class DrawingFinder
{
    /// <exception cref="ToolException">There is none; the message names one that is there.</exception>
    public static ArtifactEntry Find(RunSummary run, string name, long? step)
    {
        var found = run.Artifacts.FirstOrDefault(a => a.Path == name && (step is null || a.Step == step))
            ?? run.Artifacts.FirstOrDefault(a => step is null && (a.Path == $"charts/{name}.json" || a.Path == $"{name}.json"))
            ?? Series(run, name).LastOrDefault(a => step is null || a.Step == step);
        if (found is not null)
        {
            return found;
        }

        var steps = Series(run, name).Select(a => a.Step!.Value).ToArray();
        throw ToolException.NotFound(steps.Length > 0
            ? $"'{name}' has nothing at step {Format.Count(step!.Value)}; it has {Format.Count(steps.Length, "step")} from {Format.Count(steps[0])} to {Format.Count(steps[^1])}."
            : $"run '{run.Name}' has no artifact '{name}'.{Suggestion.DidYouMean(name, run.Artifacts.Select(a => a.Path))} 'modeltracking artifacts {Format.Id(run.Id)}' lists them.");
    }

    // What was logged under one key step by step, in order of the steps.
    private static IEnumerable<ArtifactEntry> Series(RunSummary run, string name) => run.Artifacts
        .Where(a => a.Step is not null && (IsIn(a.Path, name) || IsIn(a.Path, $"charts/{name}") || IsIn(a.Path, $"images/{name}")))
        .OrderBy(a => a.Step);

    private static bool IsIn(string path, string folder) => path.StartsWith(folder.TrimEnd('/') + "/step-", StringComparison.Ordinal);
}

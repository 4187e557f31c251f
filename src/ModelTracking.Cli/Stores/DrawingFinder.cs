using ModelTracking.Cli.Views;
using ModelTracking.Records;

namespace ModelTracking.Cli.Stores;

/// <summary>Finds the artifact that is to be drawn: by its path, or by the key it was logged under, at a step or the last one.</summary>
internal static class DrawingFinder
{
    /// <exception cref="ToolException">There is none; the message names one that is there.</exception>
    public static ArtifactEntry Find(RunSummary run, string name, long? step)
    {
        var plain = Plain(run, name);
        var found = (step is null || plain?.Step == step ? plain : null)
            ?? Series(run, name).LastOrDefault(a => step is null || a.Step == step);
        if (found is not null)
        {
            return found;
        }

        if (step is { } asked && plain is not null)
        {
            throw ToolException.NotFound(plain.Step is { } own
                ? $"'{name}' is what was logged at step {Format.Count(own)}; for step {Format.Count(asked)} give the key alone, or its own path."
                : $"'{name}' was logged without a step; leave out --step.");
        }

        var steps = Series(run, name).Select(a => a.Step!.Value).ToArray();
        throw ToolException.NotFound(steps.Length > 0
            ? $"'{name}' has nothing at step {Format.Count(step!.Value)}; it has {Format.Count(steps.Length, "step")} from {Format.Count(steps[0])} to {Format.Count(steps[^1])}."
            : $"run '{run.Name}' has no artifact '{name}'.{Suggestion.DidYouMean(name, run.Artifacts.Select(a => a.Path))} 'modeltracking artifacts {Format.Id(run.Id)}' lists them.");
    }

    private static ArtifactEntry? Plain(RunSummary run, string name) => run.Artifacts.FirstOrDefault(a => a.Path == name)
        ?? run.Artifacts.FirstOrDefault(a => a.Path == $"charts/{name}.json" || a.Path == $"{name}.json");

    // What was logged under one key step by step, in order of the steps.
    private static IEnumerable<ArtifactEntry> Series(RunSummary run, string name) => run.Artifacts
        .Where(a => a.Step is not null && (IsIn(a.Path, name) || IsIn(a.Path, $"charts/{name}") || IsIn(a.Path, $"images/{name}")))
        .OrderBy(a => a.Step);

    private static bool IsIn(string path, string folder) => path.StartsWith(folder.TrimEnd('/') + "/step-", StringComparison.Ordinal);
}

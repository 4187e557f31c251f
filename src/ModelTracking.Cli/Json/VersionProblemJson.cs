using ModelTracking.Versioning;

namespace ModelTracking.Cli.Json;

/// <summary>Something wrong with stored versions.</summary>
internal sealed record VersionProblemJson(string Where, string What, IReadOnlyList<string> Touches, string Remedy)
{
    public static VersionProblemJson Of(VersionProblem problem) => new(problem.Where, problem.What, problem.Touches, problem.Remedy);
}

using ModelTracking.Backends;

namespace ModelTracking.Cli.Json;

/// <summary>Something wrong in a store, in the tool's JSON.</summary>
internal sealed record ProblemJson(string RunId, string What, string Remedy)
{
    public static ProblemJson Of(StoreProblem p) => new(p.Run.ToString(), p.What, p.Remedy);
}

namespace ModelTracking.Versioning;

/// <summary>What is needed to run a commit again.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Steps">Command lines, in order; a line that begins with <c>#</c> is for people.</param>
/// <param name="Differences">What on this machine is not as it was: packages, runtime, code, data. Empty where everything is.</param>
public sealed record Reproduction(Commit Commit, IReadOnlyList<string> Steps, IReadOnlyList<string> Differences)
{
    /// <summary>True where nothing differs.</summary>
    public bool IsSame => Differences.Count == 0;
}

namespace ModelTracking.Versioning;

/// <summary>Something wrong with stored versions.</summary>
/// <param name="Where">The object's hash, or the log's file.</param>
/// <param name="What">What is wrong.</param>
/// <param name="Touches">What it touches: commits with their messages, model versions.</param>
/// <param name="Remedy">What to do.</param>
public sealed record VersionProblem(string Where, string What, IReadOnlyList<string> Touches, string Remedy)
{
    /// <summary>All of it in one line.</summary>
    public override string ToString() => $"{Where}: {What}.{(Touches.Count == 0 ? "" : $" It touches: {string.Join("; ", Touches)}.")} {Remedy}";
}

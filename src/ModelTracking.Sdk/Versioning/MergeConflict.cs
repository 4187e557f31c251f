namespace ModelTracking.Versioning;

/// <summary>An element that both sides changed, each in its own way.</summary>
/// <param name="Part">The part of the commit.</param>
/// <param name="Key">Its key there.</param>
/// <param name="Base">The element both began with; null where there was none, or where several bases differ.</param>
/// <param name="Ours">What the branch merged into has; null where it has none.</param>
/// <param name="Theirs">What the merged commit has; null where it has none.</param>
public sealed record MergeConflict(TreePart Part, string Key, TreeElement? Base, TreeElement? Ours, TreeElement? Theirs)
{
    /// <summary>The conflict in one line, for people.</summary>
    public override string ToString() =>
        $"{Part.ToString().ToLowerInvariant()} '{Key}': was {Show(Base)}, ours is {Show(Ours)}, theirs is {Show(Theirs)}";

    private static string Show(TreeElement? element) => element?.Describe() ?? "not there";
}

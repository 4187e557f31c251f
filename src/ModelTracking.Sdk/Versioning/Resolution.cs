namespace ModelTracking.Versioning;

/// <summary>How a conflict is settled.</summary>
public sealed class Resolution
{
    private readonly Func<MergeConflict, TreeElement?>? _choose;

    private Resolution(Func<MergeConflict, TreeElement?>? choose) => _choose = choose;

    /// <summary>Not at all: the conflict stays, and nothing is written.</summary>
    public static Resolution None { get; } = new(null);

    /// <summary>Takes what the branch merged into has.</summary>
    public static Resolution Ours { get; } = new(c => c.Ours);

    /// <summary>Takes what the merged commit has.</summary>
    public static Resolution Theirs { get; } = new(c => c.Theirs);

    /// <summary>Takes what both began with.</summary>
    public static Resolution Base { get; } = new(c => c.Base);

    /// <summary>Leaves the element out.</summary>
    public static Resolution Remove { get; } = new(_ => null);

    /// <summary>Puts something else in its place.</summary>
    public static Resolution Use(TreeElement element)
    {
        ArgumentNullException.ThrowIfNull(element);
        return new Resolution(_ => element);
    }

    internal bool IsSettled => _choose is not null;

    internal TreeElement? Choose(MergeConflict conflict) => _choose!(conflict);
}

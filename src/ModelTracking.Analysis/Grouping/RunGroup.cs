using ModelTracking.Records;

namespace ModelTracking.Analysis.Grouping;

/// <summary>Runs that share the values they are grouped by.</summary>
/// <param name="Name">The shared values as text, for example <c>sdca</c> or <c>sdca, 0.1</c>; <c>–</c> stands for a value that the runs do not have.</param>
/// <param name="Key">The shared values, one for each column the runs are grouped by.</param>
/// <param name="Runs">The runs, newest first.</param>
/// <param name="Samples">One sample for each value; runs that lack the value are not in it.</param>
/// <param name="Contrasts">How the group differs from the table's baseline, one for each value; null for the baseline itself.</param>
public sealed record RunGroup(string Name, IReadOnlyList<object?> Key, IReadOnlyList<RunId> Runs, IReadOnlyList<Sample> Samples, IReadOnlyList<Contrast>? Contrasts)
{
    /// <summary>The values of <see cref="Key"/> as text, each for itself.</summary>
    public IReadOnlyList<string> KeyNames { get; } = [.. Key.Select(GroupName.Text)];

    /// <summary>What each run has, a list for each value in the order of <see cref="Runs"/>; null where a run lacks the value.</summary>
    public IReadOnlyList<IReadOnlyList<double?>> Numbers { get; init; } = [];
}

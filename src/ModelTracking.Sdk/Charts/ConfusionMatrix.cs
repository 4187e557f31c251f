using System.Text.Json.Serialization;

namespace ModelTracking.Charts;

/// <summary>How often each class was taken for each.</summary>
/// <param name="Labels">Names of the classes.</param>
/// <param name="Counts">A row per actual class, a column per predicted class.</param>
public sealed record ConfusionMatrix(IReadOnlyList<string> Labels, IReadOnlyList<IReadOnlyList<long>> Counts) : Chart
{
    /// <summary>Its <c>type</c> in JSON.</summary>
    public const string Type = "confusion-matrix";

    /// <inheritdoc />
    [JsonIgnore]
    public override string Kind => Type;

    private protected override string? Damage() => Labels is not { Count: > 0 } || Counts is null ? "it has no labels or no counts"
        : Counts.Count != Labels.Count || Counts.Any(row => row?.Count != Labels.Count) ? $"it has {Labels.Count} labels, and its counts are not {Labels.Count} rows of as many"
        : null;

    /// <summary>Counts pairs of classes, given as places in <paramref name="labels"/>.</summary>
    /// <exception cref="ArgumentException">The lists differ in length, or a class has no label.</exception>
    public static ConfusionMatrix Of(IReadOnlyList<int> actual, IReadOnlyList<int> predicted, IReadOnlyList<string> labels)
    {
        ArgumentNullException.ThrowIfNull(actual);
        ArgumentNullException.ThrowIfNull(predicted);
        ArgumentNullException.ThrowIfNull(labels);
        if (actual.Count != predicted.Count)
        {
            throw new ArgumentException($"there are {actual.Count} actual and {predicted.Count} predicted classes", nameof(predicted));
        }

        var counts = labels.Select(_ => new long[labels.Count]).ToArray();
        for (var i = 0; i < actual.Count; i++)
        {
            if ((uint)actual[i] >= labels.Count || (uint)predicted[i] >= labels.Count)
            {
                throw new ArgumentException($"class {Math.Max(actual[i], predicted[i])} has none of the {labels.Count} labels", nameof(labels));
            }

            counts[actual[i]][predicted[i]]++;
        }

        return new ConfusionMatrix(labels, counts);
    }
}

using System.Text.Json.Serialization;

namespace ModelTracking.Charts;

/// <summary>How much each feature matters to a model.</summary>
/// <param name="Features">Names and values, in any order; viewers sort them.</param>
public sealed record FeatureImportance(IReadOnlyList<FeatureWeight> Features) : Chart
{
    /// <summary>Its <c>type</c> in JSON.</summary>
    public const string Type = "feature-importance";

    /// <inheritdoc />
    [JsonIgnore]
    public override string Kind => Type;

    private protected override string? Damage() => Features is not { Count: > 0 } || Features.Any(f => f?.Name is null) ? "it has no features, or one without a name" : null;

    /// <summary>How it was measured, for example <c>permutation, change of AUC</c>.</summary>
    public string? Method { get; init; }
}

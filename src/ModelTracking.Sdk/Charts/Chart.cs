using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelTracking.Charts;

/// <summary>
/// Something to be drawn, as data: the terminal, a report and a dashboard draw the same thing from it. Stored as JSON; the
/// schema stands in <c>Charts/SCHEMAS.md</c>. Charts are values and never change.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Histogram), Histogram.Type)]
[JsonDerivedType(typeof(ConfusionMatrix), ConfusionMatrix.Type)]
[JsonDerivedType(typeof(Curve), Curve.Type)]
[JsonDerivedType(typeof(FeatureImportance), FeatureImportance.Type)]
public abstract record Chart
{
    /// <summary>The <c>kind</c> of the artifact, which is also the <c>type</c> in its JSON.</summary>
    [JsonIgnore]
    public abstract string Kind { get; }

    /// <summary>Reads a chart.</summary>
    /// <exception cref="JsonException">The bytes are no chart of a known type, or parts of it do not fit together.</exception>
    public static Chart Parse(Stream json)
    {
        try
        {
            var chart = JsonSerializer.Deserialize(json, ChartJson.Default.Chart) ?? throw new JsonException("The chart is null.");
            return chart.Damage() is { } damage ? throw new JsonException($"The chart is damaged: {damage}.") : chart;
        }
        catch (NotSupportedException exception)
        {
            throw new JsonException("This is no chart of a type that is known here.", exception);
        }
    }

    // What makes it impossible to draw; null where nothing does. Lists may be null where the JSON lacks them.
    private protected abstract string? Damage();

    /// <summary>The chart as UTF-8 JSON.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ChartJson.Default.Chart);
}

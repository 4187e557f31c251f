using System.Text.Json.Serialization;

namespace ModelTracking.Records;

/// <summary>A line of the run's log.</summary>
/// <param name="Time">When it was written (UTC).</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Text">The line without its end and without colours; what looks like a secret stands as <c>[redacted]</c>.</param>
public sealed record ConsoleLine(
    [property: JsonPropertyName("t")] DateTimeOffset Time,
    [property: JsonPropertyName("s")] ConsoleSource Source,
    [property: JsonPropertyName("x")] string Text);

using System.Text.Json.Serialization;

namespace ModelTracking.Sharing;

/// <summary>A line of the log of views or reports: what is null stays as it was.</summary>
internal sealed record SharedEvent(DateTimeOffset Time, string By, string Id)
{
    public string? Name { get; init; }

    public string? Content { get; init; }

    public string? Experiment { get; init; }

    [JsonPropertyName("private")]
    public bool? IsPrivate { get; init; }

    /// <summary>In the line that takes it away.</summary>
    public bool? Deleted { get; init; }

    /// <summary>In the first line: the version of the log's format.</summary>
    public int? Format { get; init; }
}

using System.Text.Json.Serialization.Metadata;

namespace ModelTracking.Dashboard.Description;

/// <summary>What an endpoint of the HTTP API does, for those who write programs against it.</summary>
/// <param name="Summary">In one sentence.</param>
/// <param name="Answer">What it answers; null where that is no JSON.</param>
internal sealed record EndpointDescription(string Summary, JsonTypeInfo? Answer = null)
{
    /// <summary>What else there is to know.</summary>
    public string? Details { get; init; }

    /// <summary>What may stand behind the question mark.</summary>
    public IReadOnlyList<QueryValue> Query { get; init; } = [];

    /// <summary>What is sent with it.</summary>
    public JsonTypeInfo? Body { get; init; }

    public string MediaType { get; init; } = "application/json";

    /// <summary>Errors besides those that all endpoints of its kind have.</summary>
    public IReadOnlyDictionary<int, string> Errors { get; init; } = new Dictionary<int, string>();
}

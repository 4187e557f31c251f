using System.Text.Json;
using Mlflow.Stub.State;
using Mlflow.Stub.Wire;

namespace Mlflow.Stub.Http;

/// <summary>One request on its way through the server.</summary>
internal sealed class Exchange
{
    public required string Method { get; init; }

    /// <summary>The path as it was sent, percent-encoded, without the query.</summary>
    public required string RawPath { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Query { get; init; }

    public required string? ContentType { get; init; }

    public required byte[] Body { get; init; }

    /// <summary>The address that this request came to, without a slash at its end.</summary>
    public required string BaseAddress { get; init; }

    /// <summary>The parts of the path that the route left open, decoded.</summary>
    public string[] Rest { get; set; } = [];

    /// <summary>The user, where users are asked for.</summary>
    public StubUser? User { get; set; }

    public string? QueryValue(string name) => Query.FirstOrDefault(q => q.Key == name).Value;

    /// <summary>The request as a message: the body for those that have one, the query for others.</summary>
    public Message Read(Shape shape) => MessageParser.Parse(shape, Values(shape));

    /// <summary>The body, read as JSON. Dispose of it.</summary>
    public JsonDocument Json()
    {
        if (ContentType is not null && !ContentType.StartsWith("application/json", StringComparison.Ordinal))
        {
            throw ApiException.Invalid("Bad Request. Content-Type must be one of ['application/json'].");
        }

        return TolerantJson.Parse(Body.Length == 0 ? "{}"u8.ToArray() : Body);
    }

    private List<KeyValuePair<string, JsonElement>> Values(Shape shape)
    {
        if (Method == "GET")
        {
            return [.. Query.GroupBy(q => q.Key, q => q.Value).Select(g => KeyValuePair.Create(
                g.Key,
                shape.Find(g.Key)?.Many == true ? JsonSerializer.SerializeToElement(g.ToArray()) : JsonSerializer.SerializeToElement(g.First())))];
        }

        using var document = Json();
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? [.. document.RootElement.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value.Clone()))]
            : [];
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ModelTracking.Access;
using ModelTracking.Dashboard.Access;
using ModelTracking.Dashboard.Api;
using ModelTracking.Dashboard.Json;

namespace ModelTracking.Dashboard.Description;

/// <summary>Describes the HTTP API in the form of OpenAPI 3.1, from the endpoints that are there. Not thread-safe.</summary>
internal sealed partial class ApiDocument
{
    private readonly SchemaBook _schemas = new();

    /// <summary>Writes the description.</summary>
    /// <param name="endpoints">The endpoints.</param>
    /// <param name="server">The path that they stand under.</param>
    /// <param name="takesKeys">Whether programs come with keys of the dashboard's own.</param>
    public JsonObject Write(IEnumerable<MappedEndpoint> endpoints, string server, bool takesKeys)
    {
        var paths = new JsonObject();
        foreach (var path in endpoints.Where(e => e.Pattern.StartsWith("/api/", StringComparison.Ordinal)).GroupBy(e => e.Pattern).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            paths[path.Key] = new JsonObject(path.Select(e => KeyValuePair.Create(e.Method.ToLowerInvariant(), (JsonNode?)Operation(e))));
        }

        _schemas.Of(DashboardJson.Default.LivePointsDto);
        _schemas.Of(DashboardJson.Default.StoreEventDto);
        var components = new JsonObject { ["schemas"] = _schemas.ToJson() };
        var document = new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "ModelTracking",
                ["version"] = AboutApi.Version,
                ["description"] = "Runs and models of a store. Times are milliseconds since 1970; NaN and infinity are texts; what is null is left out. What who asks may not see is not there (404, or left out); what they may see and not do is refused (403).",
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = server }),
            ["paths"] = paths,
            ["components"] = components,
        };
        if (takesKeys)
        {
            components["securitySchemes"] = new JsonObject { ["key"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "A key of 'modeltracking keys add'." } };
            document["security"] = new JsonArray(new JsonObject { ["key"] = new JsonArray() });
        }

        return document;
    }

    private JsonObject Operation(MappedEndpoint endpoint)
    {
        var description = Common.Of($"{endpoint.Method} {endpoint.Pattern}");
        var operation = new JsonObject
        {
            ["operationId"] = Word().Replace($"{endpoint.Method.ToLowerInvariant()}{endpoint.Pattern["/api".Length..]}", m => m.Groups[1].Value.ToUpperInvariant()).TrimEnd('}'),
            ["summary"] = description.Summary,
        };
        if (string.Join(' ', new[] { description.Details, Needs(endpoint.Policy.Needs) }.OfType<string>()) is { Length: > 0 } more)
        {
            operation["description"] = more;
        }

        JsonArray values = [.. PathValue().Matches(endpoint.Pattern).Select(m => Named(m.Groups[1].Value)), .. description.Query.Select(Value)];
        if (values.Count > 0)
        {
            operation["parameters"] = values;
        }

        if (description.Body is { } body)
        {
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content("application/json", _schemas.Of(body)) };
        }

        operation["responses"] = Responses(endpoint, description);
        return operation;
    }

    private JsonObject Responses(MappedEndpoint endpoint, EndpointDescription description)
    {
        var isChange = endpoint.Policy.Kind == EndpointKind.Change;
        var answer = description.Answer is { } type ? _schemas.Of(type) : description.MediaType switch
        {
            "application/json" => new JsonObject { ["type"] = "object" },
            "application/octet-stream" or "application/zip" => [],
            _ => new JsonObject { ["type"] = "string" },
        };
        var responses = new JsonObject { ["200"] = new JsonObject { ["description"] = "The answer.", ["content"] = Content(description.MediaType, answer) } };
        var errors = new SortedDictionary<int, string>
        {
            [401] = "Who asks has not said who they are.",
            [403] = "They may not, or another site sent the request.",
            [421] = "The request was meant for another address.",
            [503] = "The store could not be read just now.",
        };
        if (!isChange && (description.MediaType is "application/json" or "text/plain" || endpoint.Policy.Kind == EndpointKind.Artifact))
        {
            responses["304"] = new JsonObject { ["description"] = "What was answered before, by its ETag in If-None-Match, still holds." };
        }

        if (isChange || description.Query.Count > 0)
        {
            errors[400] = "Something in the request is wrong; for a query, position and length say where.";
        }

        if (endpoint.Pattern.Contains('{', StringComparison.Ordinal))
        {
            errors[404] = "There is nothing of that name that who asks may see.";
        }

        if (isChange)
        {
            errors[409] = "The store is not as the change takes it to be.";
            errors[413] = $"The body has more than {endpoint.Policy.BodyBytes} bytes.";
            errors[415] = "The body is no JSON.";
        }

        foreach (var (status, says) in errors.Concat(description.Errors).GroupBy(e => e.Key).Select(g => g.Last()).OrderBy(e => e.Key))
        {
            responses[status.ToString(CultureInfo.InvariantCulture)] = new JsonObject { ["description"] = says, ["content"] = Content("application/json", _schemas.Of(DashboardJson.Default.ProblemDto)) };
        }

        return responses;
    }

    private static JsonObject Content(string mediaType, JsonObject schema) => new() { [mediaType] = new JsonObject { ["schema"] = schema } };

    private static JsonObject Named(string name) => new()
    {
        ["name"] = name,
        ["in"] = "path",
        ["required"] = true,
        ["description"] = name == "id" ? "Its identity." : "Its name.",
        ["schema"] = new JsonObject { ["type"] = "string" },
    };

    private static JsonObject Value(QueryValue value)
    {
        var one = new JsonObject { ["type"] = value.Type };
        foreach (var (name, number) in new[] { ("minimum", value.Least), ("maximum", value.Greatest), ("default", value.Default) })
        {
            if (number is { } set)
            {
                one[name] = set;
            }
        }

        return new JsonObject
        {
            ["name"] = value.Name,
            ["in"] = "query",
            ["required"] = value.IsRequired,
            ["description"] = value.Says,
            ["schema"] = value.Most == 1 ? one : new JsonObject { ["type"] = "array", ["items"] = one, ["maxItems"] = value.Most },
        };
    }

    private static string? Needs(AccessRole role) => role switch
    {
        AccessRole.Reader => null,
        AccessRole.Administrator => "For administrators of the dashboard.",
        _ => $"Takes the role of {(role is AccessRole.Editor or AccessRole.Approver ? "an" : "a")} {role.ToString().ToLowerInvariant()}.",
    };

    [GeneratedRegex(@"[^a-zA-Z]+([a-zA-Z])")]
    private static partial Regex Word();

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex PathValue();
}

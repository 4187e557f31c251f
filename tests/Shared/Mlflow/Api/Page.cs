using System.Text.Json.Nodes;
using Mlflow.Stub.Wire;

namespace Mlflow.Stub.Api;

/// <summary>Cuts a list into pages.</summary>
internal static class Page
{
    /// <summary>One page as JSON: the list is absent when empty, the token when there is no more.</summary>
    /// <param name="items">All of them.</param>
    /// <param name="size">At most so many.</param>
    /// <param name="token">Where the page begins.</param>
    /// <param name="name">The list's name.</param>
    /// <param name="json">One of them.</param>
    /// <param name="tokenWhenFull">A full page has a token even if it is the last, as the database store answers run searches.</param>
    public static JsonObject Of<T>(IReadOnlyList<T> items, long size, string? token, string name, Func<T, JsonNode> json, bool tokenWhenFull = false)
    {
        var offset = PageToken.Offset(token);
        var page = items.Skip(offset).Take((int)Math.Min(size, int.MaxValue)).Select(json).ToArray();
        var body = new JsonObject();
        if (page.Length > 0)
        {
            body[name] = new JsonArray(page);
        }

        if (offset + page.Length < items.Count || (tokenWhenFull && page.Length == size && size > 0))
        {
            body["next_page_token"] = PageToken.At(offset + page.Length);
        }

        return body;
    }
}

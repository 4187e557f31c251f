using System.Text.Json.Nodes;

namespace ModelTracking.MLflow.Connection;

/// <summary>Lists that come in pages, from servers that may be broken.</summary>
internal static class Paging
{
    /// <summary>The next page's token; null at the end, and where a server gives the same page for ever.</summary>
    public static string? Next<T>(string? token, MlflowPage<T> page) =>
        string.IsNullOrEmpty(page.NextPageToken) || page.NextPageToken == token || (page.Items.Count == 0 && token is not null) ? null : page.NextPageToken;

    public static void Fill(JsonObject body, string? filter, IEnumerable<string>? orderBy, string? pageToken)
    {
        if (!string.IsNullOrEmpty(filter))
        {
            body["filter"] = filter;
        }

        if (orderBy is not null)
        {
            body["order_by"] = Query.Texts(orderBy);
        }

        if (pageToken is not null)
        {
            body["page_token"] = pageToken;
        }
    }

    public static async Task<T?> FirstAsync<T>(this IAsyncEnumerable<T> items, CancellationToken cancellationToken)
        where T : class
    {
        await foreach (var item in items.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            return item;
        }

        return null;
    }
}

using ModelTracking.Dashboard.Json;
using ModelTracking.Reading.Filters;

namespace ModelTracking.Dashboard.Api;

/// <summary>A query in parts that can be taken out and put together again: <c>head condition AND condition tail</c>.</summary>
internal static class QueryParts
{
    public static ProblemDto Of(RunSearch search)
    {
        var conditions = search.Filter is { } filter ? Flat(filter).ToArray() : [];
        return new ProblemDto(200, "ok", "")
        {
            // An OR beside others needs its parentheses.
            Conditions = [.. conditions.Select(c => c is OrFilter && conditions.Length > 1 ? $"({c})" : c.ToString())],
            Head = search.Columns.Count > 0 ? $"SELECT {string.Join(", ", search.Columns)}" : "",
            Tail = (search with { Filter = null, Columns = [] }).ToString(),
        };
    }

    private static IEnumerable<RunFilter> Flat(RunFilter filter) => filter is AndFilter and ? Flat(and.Left).Concat(Flat(and.Right)) : [filter];
}

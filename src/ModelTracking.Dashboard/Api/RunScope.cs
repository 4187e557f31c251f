using Microsoft.AspNetCore.Http;
using ModelTracking.Reading;

namespace ModelTracking.Dashboard.Api;

/// <summary>Which runs a request is about, besides what its query says: <c>experiment</c>, <c>nested=0</c>, and <c>run</c> as often as there are chosen ones.</summary>
internal static class RunScope
{
    /// <summary>The condition, apart from what was typed, so that places in it stay what they are; empty for all runs.</summary>
    public static string Of(HttpContext context)
    {
        var experiment = Ask.Text(context, "experiment", Limits.KeyLength);
        var runs = Ask.Texts(context, "run", Limits.ComparedRuns).Select(Ask.Run).Distinct().ToArray();
        var parts = new List<string>();
        if (experiment.Length > 0)
        {
            parts.Add($"experiment = '{experiment.Replace("'", "''", StringComparison.Ordinal)}'");
        }

        if (Ask.Text(context, "nested") == "0")
        {
            parts.Add("parent_id IS NULL");
        }

        if (runs.Length > 0)
        {
            parts.Add($"run_id IN ({string.Join(", ", runs.Select(r => $"'{r}'"))})");
        }

        return string.Join(" AND ", parts);
    }

    /// <summary>The runs themselves, with the query that was typed.</summary>
    public static RunQuery Query(HttpContext context, RunQuery all)
    {
        var (scope, typed) = (Of(context), Ask.Text(context, "q"));
        var scoped = scope.Length == 0 ? all : all.Where(scope);
        return typed.Length == 0 ? scoped : scoped.Where(typed);
    }
}

using Microsoft.AspNetCore.Http;
using ModelTracking.Analysis.Grouping;
using ModelTracking.Analysis.Importance;
using ModelTracking.Dashboard.Access;
using ModelTracking.Dashboard.Json;
using ModelTracking.Reading;
using ModelTracking.Reading.Comparing;
using ModelTracking.Reading.Filters;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Api;

/// <summary>Compares runs, with the meaning that the terminal and reports give it, and tells which params matter and which groups differ.</summary>
internal static class CompareApi
{
    public static void Map(EndpointMap map, DashboardSource source, DashboardOptions options)
    {
        map.Read("/api/compare", context => RunsAsync(context, source));
        map.Read("/api/comparison", context => CompareAsync(context, source));
        map.Read("/api/comparison/versions", context => VersionsAsync(context, source));
        map.Read("/api/significance", context => SignificanceAsync(context, source.For(context).Runs, options.TimeProvider));
        map.Read("/api/importance", context => ImportanceAsync(context, new RunQuery(source.For(context).Runs, options.TimeProvider)));
    }

    private static async Task RunsAsync(HttpContext context, DashboardSource source) =>
        await Answer.JsonAsync(context, [.. (await FindAsync(context, source)).Select(RunMapping.Of)], DashboardJson.Default.RunDtoArray);

    private static async Task CompareAsync(HttpContext context, DashboardSource source)
    {
        var runs = await FindAsync(context, source);
        if (runs.Count == 0)
        {
            throw ApiException.Bad("'run' names a run to compare, as often as there are runs.");
        }

        var asked = Ask.Text(context, "base", Limits.KeyLength);
        var baseline = asked.Length == 0 ? null : runs.Find(r => r.Id == Ask.Run(asked));
        var comparison = await RunComparison.CompareAsync(source.For(context).Runs, runs, new ComparisonOptions { Baseline = baseline?.Id }, context.RequestAborted);
        await Answer.JsonAsync(context, ComparisonMapping.Of(comparison), DashboardJson.Default.ComparisonDto);
    }

    // What stands in the newest commits that two runs have made, where they have made any in the same repository.
    private static Task VersionsAsync(HttpContext context, DashboardSource source)
    {
        var (before, after) = (Ask.Run(Ask.Text(context, "before", Limits.KeyLength)), Ask.Run(Ask.Text(context, "after", Limits.KeyLength)));
        foreach (var repository in source.For(context).Repositories)
        {
            var commits = repository.Log().Take(Limits.Commits).Where(c => c.Run == before || c.Run == after).ToArray();
            if (commits.FirstOrDefault(c => c.Run == before) is { } old && commits.FirstOrDefault(c => c.Run == after) is { } own)
            {
                return Answer.JsonAsync(context, new RunVersionsDto(ModelMapping.Of(repository.Diff(old.Id, own.Id))), DashboardJson.Default.RunVersionsDto);
            }
        }

        return Answer.JsonAsync(context, new RunVersionsDto(null), DashboardJson.Default.RunVersionsDto);
    }

    private static async Task ImportanceAsync(HttpContext context, RunQuery all)
    {
        var target = Ask.Text(context, "target", Limits.KeyLength);
        if (target.Length == 0)
        {
            throw ApiException.Bad("'target' names the value to be explained, for example best(metrics.loss).");
        }

        var found = await ParamImportance.OfAsync(RunScope.Query(context, all), target, cancellationToken: context.RequestAborted);
        await Answer.JsonAsync(
            context,
            new ImportanceDto(found.Runs, found.LeftOut, found.Explained, [.. found.Params.Select(p => new ParamWeightDto(p.Param, p.Importance, p.Error, p.Correlation, p.Values))], found.Warnings),
            DashboardJson.Default.ImportanceDto);
    }

    private static async Task SignificanceAsync(HttpContext context, IRunReader reader, TimeProvider time)
    {
        var (by, value) = (Ask.Text(context, "by", Limits.KeyLength), Ask.Text(context, "value", Limits.KeyLength));
        if (by.Length == 0 || value.Length == 0)
        {
            throw ApiException.Bad("'by' names what to group by, for example params.model, and 'value' what is compared, for example best(metrics.loss).");
        }

        var baseline = Ask.Text(context, "base", Limits.KeyLength);
        var table = await GroupTable.GroupAsync(RunScope.Query(context, new RunQuery(reader, time)), by, new GroupOptions { Values = value, Baseline = baseline.Length == 0 ? null : baseline }, context.RequestAborted);
        if (table.Values.Count != 1)
        {
            throw ApiException.Bad("'value' names one value, for example best(metrics.loss).");
        }

        var goal = table.Values[0].Value is MetricValue metric ? await GoalAsync(reader, table, metric.Metric, context.RequestAborted) : MetricGoal.None;
        await Answer.JsonAsync(context, SignificanceMapping.Of(table, goal), DashboardJson.Default.SignificanceDto);
    }

    private static async Task<MetricGoal> GoalAsync(IRunReader reader, GroupTable table, MetricKey metric, CancellationToken cancellationToken)
    {
        foreach (var id in table.Groups.SelectMany(g => g.Runs.Take(2)).Take(Limits.Groups))
        {
            if (await reader.GetRunAsync(id, cancellationToken) is { } run && run.Metrics.FirstOrDefault(m => m.MetricKey == metric) is { Goal: not MetricGoal.None and var goal })
            {
                return goal;
            }
        }

        return MetricGoal.None;
    }

    // Runs that are gone are left out: the client says which.
    private static async Task<List<RunSummary>> FindAsync(HttpContext context, DashboardSource source)
    {
        var (reader, runs) = (source.For(context).Runs, new List<RunSummary>());
        foreach (var id in Ask.Texts(context, "run", Limits.ComparedRuns).Distinct(StringComparer.Ordinal))
        {
            if (await reader.GetRunAsync(Ask.Run(id), context.RequestAborted) is { } run)
            {
                runs.Add(run);
            }
        }

        return runs;
    }
}

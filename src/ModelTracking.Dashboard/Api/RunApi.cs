using Microsoft.AspNetCore.Http;
using ModelTracking.Dashboard.Access;
using ModelTracking.Dashboard.Json;
using ModelTracking.Reading;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Api;

/// <summary>Shows runs one by one.</summary>
internal static class RunApi
{
    public static void Map(EndpointMap map, DashboardSource source, DashboardOptions options)
    {
        map.Read("/api/runs/{id}", async context =>
        {
            var run = await FindAsync(source.For(context).Runs, Ask.Run(context), context.RequestAborted);
            await Answer.JsonAsync(context, RunMapping.Of(run), DashboardJson.Default.RunDto);
        });
        map.Read("/api/runs/{id}/nested", async context =>
        {
            var (runs, id) = (source.For(context).Runs, Ask.Run(context));
            await FindAsync(runs, id, context.RequestAborted);
            await Answer.JsonAsync(context, await NestedAsync(runs, id, options.TimeProvider, context.RequestAborted), DashboardJson.Default.NestedDto);
        });
    }

    /// <exception cref="ApiException">There is no such run.</exception>
    public static async Task<RunSummary> FindAsync(IRunReader runs, RunId id, CancellationToken cancellationToken) =>
        await runs.GetRunAsync(id, cancellationToken) ?? throw ApiException.NotFound("There is no such run here; it may have been deleted.");

    /// <summary>The runs nested in a run, as far as a leaderboard needs them.</summary>
    public static async Task<NestedDto> NestedAsync(IRunReader runs, RunId id, TimeProvider time, CancellationToken cancellationToken)
    {
        var query = new RunQuery(runs, time).Where($"parent_id = '{id}' ORDER BY start_time");
        var total = await query.CountAsync(cancellationToken);
        var nested = await query.Take(Limits.NestedRuns).ToListAsync(cancellationToken);
        return new NestedDto([.. nested.Select(r => RunMapping.Of(Slim(r)))], total);
    }

    // A leaderboard needs no more of a trial.
    private static RunSummary Slim(RunSummary run) => run with { Artifacts = [], Events = [], Captured = null };
}

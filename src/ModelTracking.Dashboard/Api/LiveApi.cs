using Microsoft.AspNetCore.Http;
using ModelTracking.Dashboard.Access;
using ModelTracking.Dashboard.Json;
using ModelTracking.Dashboard.Live;

namespace ModelTracking.Dashboard.Api;

/// <summary>
/// Server-sent events. <c>/api/live</c> tells which runs have changed; <c>/api/runs/{id}/live</c> brings what a run
/// logs. Each event's id is a cursor: a browser that comes back, also after the server was started again, goes on from
/// there, without a gap and without anything twice.
/// </summary>
internal static class LiveApi
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static void Map(EndpointMap map, DashboardSource source, StoreWatch watch, DashboardOptions options)
    {
        var open = new StreamCount();
        map.Read("/api/live", context => StoreAsync(context, source, watch, options, open));
        map.Read("/api/runs/{id}/live", context => RunAsync(context, source, options, open));
    }

    private static async Task StoreAsync(HttpContext context, DashboardSource source, StoreWatch watch, DashboardOptions options, StreamCount open)
    {
        using var place = open.Take();
        var (cancellation, view) = (context.RequestAborted, source.For(context));
        var events = new EventWriter(context.Response, options.TimeProvider, Heartbeat);
        var at = LastId(context, "after");
        await events.BeginAsync(cancellation);
        while (!cancellation.IsCancellationRequested && view.Visitor.IsWelcome())
        {
            if (await watch.SinceAsync(at, cancellation) is not { } news)
            {
                at = await watch.RevisionAsync(cancellation);
                await events.WriteAsync(at, "store", new StoreEventDto([], true), DashboardJson.Default.StoreEventDto, cancellation);
            }
            else if (news.Revision != at)
            {
                at = news.Revision;
                var changed = await VisibleAsync(view, news.Runs, cancellation);
                if (changed.Count > 0 || news.Listed)
                {
                    await events.WriteAsync(at, "store", new StoreEventDto(changed, news.Listed), DashboardJson.Default.StoreEventDto, cancellation);
                }
            }

            await events.BeatAsync(cancellation);
            await Task.Delay(options.LookInterval, options.TimeProvider, cancellation);
        }
    }

    private static async Task<IReadOnlyList<string>> VisibleAsync(StoreView view, IReadOnlyList<string> runs, CancellationToken cancellationToken)
    {
        if (view.Scope.Length == 0)
        {
            return runs;
        }

        var visible = new List<string>();
        foreach (var run in runs)
        {
            if (await view.Runs.GetRunAsync(Ask.Run(run), cancellationToken) is not null)
            {
                visible.Add(run);
            }
        }

        return visible;
    }

    private static async Task RunAsync(HttpContext context, DashboardSource source, DashboardOptions options, StreamCount open)
    {
        using var place = open.Take();
        var (cancellation, view) = (context.RequestAborted, source.For(context));
        var id = Ask.Run(context);
        await RunApi.FindAsync(view.Runs, id, cancellation);
        var follower = new RunFollower(view.Runs, id, Cursor.Parse(LastId(context, "after")) ?? throw ApiException.Bad("'after' is not a cursor that this dashboard gave."));
        var events = new EventWriter(context.Response, options.TimeProvider, Heartbeat);
        await events.BeginAsync(cancellation);
        while (!cancellation.IsCancellationRequested && view.Visitor.IsWelcome())
        {
            var status = await follower.ReadAsync(cancellation);
            if (follower.TakePoints() is { } points)
            {
                await events.WriteAsync(follower.At, "points", points, DashboardJson.Default.LivePointsDto, cancellation);
            }

            if (follower.TakeLines() is { } lines)
            {
                await events.WriteAsync(follower.At, "log", lines, DashboardJson.Default.LinesDto, cancellation);
            }

            if (follower.TakeChange(status))
            {
                await events.WriteAsync(follower.At, "run", new StoreEventDto([id.ToString()], false), DashboardJson.Default.StoreEventDto, cancellation);
            }

            if (status is not Records.RunStatus.Running)
            {
                // A run that was moved out of sight ends for who saw it, as one that was deleted does.
                await events.WriteAsync(follower.At, "end", new StoreEventDto([id.ToString()], false), DashboardJson.Default.StoreEventDto, cancellation);
                return;
            }

            await events.BeatAsync(cancellation);
            await Task.Delay(options.LookInterval, options.TimeProvider, cancellation);
        }
    }

    private static string LastId(HttpContext context, string otherwise) =>
        context.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 and <= Limits.QueryLength } last ? last : Ask.Text(context, otherwise);
}

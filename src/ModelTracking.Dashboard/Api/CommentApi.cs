using Microsoft.AspNetCore.Http;
using ModelTracking.Access;
using ModelTracking.Dashboard.Access;
using ModelTracking.Dashboard.Json;
using ModelTracking.Dashboard.Live;
using ModelTracking.Reading;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Api;

/// <summary>Comments on runs and comparisons. Each stands in the run's journal, with who made it.</summary>
internal static class CommentApi
{
    public static void Map(EndpointMap map, DashboardSource source, StoreWatch watch)
    {
        map.Change("/api/comment", AccessRole.Editor, context => AddAsync(context, source, watch));
        map.Change("/api/runs/{id}/uncomment", AccessRole.Editor, context => RemoveAsync(context, source, watch));
    }

    private static async Task AddAsync(HttpContext context, DashboardSource source, StoreWatch watch)
    {
        var view = source.For(context);
        var wanted = await Answer.BodyAsync(context, DashboardJson.Default.CommentWantedDto);
        if (wanted.Runs is not { Count: > 0 and <= Limits.ComparedRuns } named)
        {
            throw ApiException.Bad($"'runs' names 1 to {Limits.ComparedRuns} runs.");
        }

        var runs = new List<RunId>();
        foreach (var id in named)
        {
            runs.Add((await view.RunAsync(Ask.Run(id), AccessRole.Editor, context.RequestAborted)).Id);
        }

        view.Visitor.Note("run.comment", $"run {string.Join(' ', runs)}");
        await source.Client.CommentAsync(runs, wanted.Text ?? "", view.Visitor.Owner);
        await AnswerAsync(context, view, runs, watch);
    }

    private static async Task RemoveAsync(HttpContext context, DashboardSource source, StoreWatch watch)
    {
        var view = source.For(context);
        var run = await view.RunAsync(Ask.Run(context), AccessRole.Editor, context.RequestAborted);
        var id = (await Answer.BodyAsync(context, DashboardJson.Default.CommentRemovedDto)).Id;
        var comment = RunComments.Of(run).FirstOrDefault(c => c.Id == id) ?? throw ApiException.NotFound("There is no such comment; it may have been taken back already.");

        // What somebody else said is theirs; a manager tidies up. Older ones are signed with the key as well.
        var isOwn = view.Visitor.Owner is not { } owner || comment.By == owner || comment.By == view.Visitor.Name;
        var runs = new List<RunId>();
        foreach (var other in comment.With.Prepend(run.Id))
        {
            if (await source.All.GetRunAsync(other, context.RequestAborted) is not null)
            {
                runs.Add((await view.RunAsync(other, isOwn ? AccessRole.Editor : AccessRole.Manager, context.RequestAborted)).Id);
            }
        }

        view.Visitor.Note("run.uncomment", $"run {run.Id}", $"of {comment.By}");
        await source.Client.RemoveCommentAsync(run.Id, comment.Id, view.Visitor.Owner);
        await AnswerAsync(context, view, runs, watch);
    }

    private static async Task AnswerAsync(HttpContext context, StoreView view, List<RunId> runs, StoreWatch watch)
    {
        foreach (var run in runs)
        {
            await watch.TouchAsync(run.ToString(), context.RequestAborted);
        }

        await Answer.JsonAsync(context, [.. RunMapping.Comments(await RunApi.FindAsync(view.Runs, runs[0], context.RequestAborted))], DashboardJson.Default.CommentDtoArray);
    }
}

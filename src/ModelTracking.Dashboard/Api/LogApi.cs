using Microsoft.AspNetCore.Http;
using ModelTracking.Dashboard.Access;
using ModelTracking.Dashboard.Json;
using ModelTracking.Dashboard.Live;
using ModelTracking.Reading;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Api;

/// <summary>What a run printed, and its raw records, from a cursor on.</summary>
internal static class LogApi
{
    public static void Map(EndpointMap map, DashboardSource source)
    {
        map.Read("/api/runs/{id}/log", context => LogAsync(context, source));
        map.Read("/api/runs/{id}/records", context => RecordsAsync(context, source));
    }

    /// <summary>Lines from a place on, which is moved behind them.</summary>
    public static async Task<LinesDto> ReadLogAsync(IRunReader runs, RunId id, List<WriterPosition> after, CancellationToken cancellationToken)
    {
        var lines = new List<LineDto>();
        await foreach (var batch in runs.ReadRecordsAsync(id, [.. after], cancellationToken: cancellationToken))
        {
            lines.AddRange(batch.Records.OfType<ConsoleLogged>().SelectMany(LogLines.Of));
            Move(after, batch);
            if (lines.Count >= Limits.Lines)
            {
                return new LinesDto(lines, Cursor.Of(after), true);
            }
        }

        return new LinesDto(lines, Cursor.Of(after), false);
    }

    private static async Task LogAsync(HttpContext context, DashboardSource source)
    {
        var (runs, id) = (source.For(context).Runs, Ask.Run(context));
        await RunApi.FindAsync(runs, id, context.RequestAborted);
        await Answer.JsonAsync(context, await ReadLogAsync(runs, id, After(context), context.RequestAborted), DashboardJson.Default.LinesDto);
    }

    private static async Task RecordsAsync(HttpContext context, DashboardSource source)
    {
        var (runs, id, after) = (source.For(context).Runs, Ask.Run(context), After(context));
        await RunApi.FindAsync(runs, id, context.RequestAborted);
        var lines = new List<LineDto>();
        var hasMore = false;
        await foreach (var batch in runs.ReadRecordsAsync(id, [.. after], cancellationToken: context.RequestAborted))
        {
            lines.AddRange(batch.Records.Select(r => new LineDto(RunMapping.Time(r.Time), batch.Writer, RecordText.Of(r))));
            Move(after, batch);
            if (lines.Count >= Limits.Records)
            {
                hasMore = true;
                break;
            }
        }

        await Answer.JsonAsync(context, new LinesDto(lines, Cursor.Of(after), hasMore), DashboardJson.Default.LinesDto);
    }

    private static List<WriterPosition> After(HttpContext context) =>
        Cursor.Parse(Ask.Text(context, "after")) ?? throw ApiException.Bad("'after' is not a cursor that this dashboard gave.");

    private static void Move(List<WriterPosition> positions, RecordBatch batch)
    {
        positions.RemoveAll(p => p.Writer == batch.Writer);
        positions.Add(new WriterPosition(batch.Writer, batch.LastSequence));
    }
}

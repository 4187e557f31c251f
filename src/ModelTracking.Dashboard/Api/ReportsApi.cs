using Microsoft.AspNetCore.Http;
using ModelTracking.Access;
using ModelTracking.Dashboard.Access;
using ModelTracking.Dashboard.Json;
using ModelTracking.Dashboard.Reports;
using ModelTracking.Dashboard.Sharing;
using ModelTracking.Sharing;

namespace ModelTracking.Dashboard.Api;

/// <summary>Reports that people write: Markdown with live blocks, with all its versions, for all who may see what it is about or for oneself.</summary>
internal static class ReportsApi
{
    public static void Map(EndpointMap map, DashboardSource source, DashboardOptions options)
    {
        map.Read("/api/reports", context => ListAsync(context, Access(context, source)));
        map.Read("/api/reports/{id}", context =>
        {
            var access = Access(context, source);
            var (found, isOld) = Find(context, access);
            return AnswerAsync(context, found, access, isOld);
        });
        map.Read("/api/reports/{id}/html", async context =>
        {
            var (found, _) = Find(context, Access(context, source));
            var (html, _) = await SavedReport.MakeAsync(source.For(context).Runs, found, options.TimeProvider, context.RequestAborted);
            await Answer.PageToKeepAsync(context, html, found.Name);
        });
        map.Read("/api/reports/{id}/versions", context => Answer.JsonAsync(
            context,
            [.. Access(context, source).History(Id(context)).Select(v => new ReportVersionDto(v.Version, v.Name, RunMapping.Time(v.Changed), v.ChangedBy))],
            DashboardJson.Default.ReportVersionDtoArray));
        map.Change(
            "/api/reports",
            AccessRole.Editor,
            async context =>
            {
                var wanted = await Answer.BodyAsync(context, DashboardJson.Default.ReportWantedDto);
                var access = Access(context, source);
                await AnswerAsync(context, access.Create(wanted.Name, wanted.Content ?? "", wanted.IsPrivate ?? false, wanted.Experiment ?? ""), access);
            },
            isLong: true);
        map.Change(
            "/api/reports/{id}/edit",
            AccessRole.Editor,
            async context =>
            {
                var wanted = await Answer.BodyAsync(context, DashboardJson.Default.ReportWantedDto);
                var access = Access(context, source);
                var change = new SharedChange { Name = wanted.Name, Content = wanted.Content, Experiment = wanted.Experiment, IsPrivate = wanted.IsPrivate, Of = wanted.Version };
                await AnswerAsync(context, access.Change(Id(context), change), access);
            },
            isLong: true);
        map.Change("/api/reports/{id}/delete", AccessRole.Editor, context =>
        {
            var access = Access(context, source);
            access.Delete(Id(context));
            return ListAsync(context, access);
        });
    }

    private static SharedAccess Access(HttpContext context, DashboardSource source) => new(source.Shared(SharedKind.Report), Visitor.Of(context), static report => report.Experiment);

    private static string Id(HttpContext context) => context.Request.RouteValues["id"] as string ?? "";

    private static (SharedDocument Found, bool IsOld) Find(HttpContext context, SharedAccess access)
    {
        var newest = access.Find(Id(context));
        var asked = Ask.Number(context, "version", newest.Version, 1, int.MaxValue);
        return asked == newest.Version ? (newest, false)
            : access.History(newest.Id).FirstOrDefault(v => v.Version == asked) is { } old ? (old, true)
            : throw ApiException.NotFound($"There is no version {asked} of it here; the newest {SharedDocuments.MaxVersions} are at hand.");
    }

    private static Task ListAsync(HttpContext context, SharedAccess access) =>
        Answer.JsonAsync(context, [.. access.List().Select(r => Of(r, access))], DashboardJson.Default.ReportDtoArray);

    private static Task AnswerAsync(HttpContext context, SharedDocument report, SharedAccess access, bool isOld = false) =>
        Answer.JsonAsync(context, Of(report, access) with { Content = report.Content, IsOld = isOld }, DashboardJson.Default.ReportDto);

    private static ReportDto Of(SharedDocument r, SharedAccess access) =>
        new(r.Id, r.Name, r.Owner, r.IsPrivate, r.Experiment, r.Version, RunMapping.Time(r.Created), RunMapping.Time(r.Changed), r.ChangedBy) { IsOwn = access.MayChange(r) };
}

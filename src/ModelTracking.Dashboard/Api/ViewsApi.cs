using Microsoft.AspNetCore.Http;
using ModelTracking.Access;
using ModelTracking.Dashboard.Access;
using ModelTracking.Dashboard.Json;
using ModelTracking.Dashboard.Sharing;
using ModelTracking.Sharing;

namespace ModelTracking.Dashboard.Api;

/// <summary>Views that people save under a name: the address of a page, shared with all who use the store or kept to oneself.</summary>
internal static class ViewsApi
{
    private const int MaxAddress = 32 * 1024;

    // A view of a page that the client does not have would lead nowhere; one of another site must not be kept at all.
    private static readonly string[] Pages = ["", "compare"];

    public static void Map(EndpointMap map, DashboardSource source)
    {
        map.Read("/api/views", context =>
        {
            var access = Access(context, source);
            return Answer.JsonAsync(context, [.. access.List().Select(v => Of(v, access))], DashboardJson.Default.ViewDtoArray);
        });
        map.Change("/api/views", AccessRole.Editor, async context =>
        {
            var wanted = await Answer.BodyAsync(context, DashboardJson.Default.ViewWantedDto);
            var access = Access(context, source);
            var made = access.Create(wanted.Name, Checked(wanted.Address ?? throw ApiException.Bad("'address' is the page to save, for example ?sort=metrics.loss.")), wanted.IsPrivate ?? false);
            await Answer.JsonAsync(context, Of(made, access), DashboardJson.Default.ViewDto);
        });
        map.Change("/api/views/{id}/edit", AccessRole.Editor, async context =>
        {
            var wanted = await Answer.BodyAsync(context, DashboardJson.Default.ViewWantedDto);
            var access = Access(context, source);
            var change = new SharedChange { Name = wanted.Name, Content = wanted.Address is { } address ? Checked(address) : null, IsPrivate = wanted.IsPrivate, Of = wanted.Version };
            await Answer.JsonAsync(context, Of(access.Change(Id(context), change), access), DashboardJson.Default.ViewDto);
        });
        map.Change("/api/views/{id}/delete", AccessRole.Editor, context =>
        {
            var access = Access(context, source);
            access.Delete(Id(context));
            return Answer.JsonAsync(context, [.. access.List().Select(v => Of(v, access))], DashboardJson.Default.ViewDtoArray);
        });
    }

    private static SharedAccess Access(HttpContext context, DashboardSource source) =>
        new(source.Shared(SharedKind.View), Visitor.Of(context), view => SavedView.Parse(view.Content) is { Page: "" } shown ? shown.Experiment : "");

    private static string Id(HttpContext context) => context.Request.RouteValues["id"] as string ?? "";

    private static string Checked(string address) =>
        address.Length > MaxAddress ? throw ApiException.Bad($"The address of a view has at most {MaxAddress} characters.")
        : address.Any(char.IsControl) || !Pages.Contains(SavedView.Parse(address).Page) ? throw ApiException.Bad("A view is the list of runs (?...) or a comparison (compare?...).")
        : address;

    private static ViewDto Of(SharedDocument view, SharedAccess access) =>
        new(view.Id, view.Name, view.Content, view.Owner, view.IsPrivate, view.Version, RunMapping.Time(view.Created), RunMapping.Time(view.Changed), view.ChangedBy) { IsOwn = access.MayChange(view) };
}

using ModelTracking.Dashboard.Access;
using ModelTracking.Dashboard.Json;

namespace ModelTracking.Dashboard.Api;

/// <summary>What the client asks first.</summary>
internal static class AboutApi
{
    public static readonly string Version = typeof(AboutApi).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    public static void Map(EndpointMap map, DashboardSource source, DashboardOptions options) =>
        map.Read("/api/about", context => Answer.JsonAsync(
            context,
            new AboutDto(Version, source.Name, !options.ReadOnly, context.User.Identity?.Name, source.Versions is not null),
            DashboardJson.Default.AboutDto));
}

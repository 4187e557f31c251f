using ModelTracking.Access;
using ModelTracking.Dashboard.Access;
using ModelTracking.Dashboard.Json;

namespace ModelTracking.Dashboard.Api;

/// <summary>What the client asks first.</summary>
internal static class AboutApi
{
    public static readonly string Version = typeof(AboutApi).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    public static void Map(EndpointMap map, DashboardSource source, DashboardOptions options, bool takesKeys) =>
        map.Read("/api/about", context =>
        {
            var visitor = Visitor.Of(context);
            var canWrite = !options.ReadOnly && visitor.Rights.Grants.Any(g => g.Role > AccessRole.Reader);

            // Where a folder lies on a server is nobody's business.
            var name = visitor.Audit is null ? source.Name : Path.GetFileName(source.Name);
            return Answer.JsonAsync(
                context,
                new AboutDto(Version, name, canWrite, visitor.Name, source.Versions is not null, visitor.Audit is not null && visitor.Rights.IsAdministrator, takesKeys && visitor.IsManager, takesKeys && !visitor.SentKey, source.Folder is not null) { Owner = visitor.Owner, TidiesUp = visitor.IsManager },
                DashboardJson.Default.AboutDto);
        });
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ModelTracking.Access;
using ModelTracking.Dashboard;
using ModelTracking.Dashboard.Access;
using ModelTracking.Dashboard.Api;
using ModelTracking.Dashboard.Live;
using ModelTracking.Dashboard.Pages;
using ModelTracking.Diagnostics;

namespace ModelTracking;

/// <summary>Shows runs and models inside an ASP.NET Core app.</summary>
public static class DashboardEndpointExtensions
{
    /// <summary>
    /// Maps the dashboard: <c>app.MapModelTracking("/tracking").RequireAuthorization("team")</c>. It is then under the
    /// app's own authentication and authorization. Without them it answers requests from this machine alone.
    /// </summary>
    /// <param name="endpoints">The app.</param>
    /// <param name="pattern">The path it stands under. Default: <c>/tracking</c>.</param>
    /// <param name="options">What is shown. Default: the store of the <see cref="TrackingClient"/> in the app's services, else the default one.</param>
    /// <returns>All its endpoints, to add policies to.</returns>
    /// <exception cref="ArgumentException">The pattern holds route parameters.</exception>
    /// <exception cref="TrackingException">There is no store; the message says what to do.</exception>
    public static IEndpointConventionBuilder MapModelTracking(this IEndpointRouteBuilder endpoints, string pattern = "/tracking", DashboardOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        if (pattern.Contains('{', StringComparison.Ordinal))
        {
            throw new ArgumentException($"The pattern '{pattern}' holds a route parameter. Give a plain path, such as /tracking.", nameof(pattern));
        }

        options ??= new DashboardOptions();
        var prefix = $"/{pattern.Trim('/')}".TrimEnd('/');
        var source = DashboardSource.Open(options, endpoints.ServiceProvider);
        var group = endpoints.MapGroup(prefix.Length == 0 ? "/" : prefix);
        var gate = options.Gate?.Invoke(source) ?? new HostGate(options, options.Roles is null ? null : AuditOf(source, options));
        var guard = new Guard(gate, endpoints.ServiceProvider, prefix);
        var map = new EndpointMap(group, guard, options);
        var watch = new StoreWatch(source.All, options);
        gate.Map(map, prefix);
        PageEndpoints.Map(map, prefix);
        AboutApi.Map(map, source, options, gate.TakesKeys);
        RunsApi.Map(map, source, watch, options);
        RunApi.Map(map, source, options);
        SeriesApi.Map(map, source);
        SparklinesApi.Map(map, source);
        CurvesApi.Map(map, source, options);
        CompareApi.Map(map, source, options);
        ArtifactApi.Map(map, source);
        ZipApi.Map(map, source);
        GraphApi.Map(map, source);
        DataApi.Map(map, source, watch, options);
        StoreApi.Map(map, source, watch, options);
        AlertsApi.Map(map, source, options);
        LogApi.Map(map, source);
        EditApi.Map(map, source, watch);
        CommentApi.Map(map, source, watch);
        ViewsApi.Map(map, source);
        ReportsApi.Map(map, source, options);
        ShareApi.Map(map, source, options);
        ModelsApi.Map(map, source);
        LiveApi.Map(map, source, watch, options);
        DescriptionApi.Map(map, prefix, gate.TakesKeys);
        return group;
    }

    private static AuditLog AuditOf(DashboardSource source, DashboardOptions options) => source.Folder is { } folder
        ? AuditLog.Open(folder, options.TimeProvider)
        : throw new TrackingException("DashboardOptions.Roles needs a store in a folder, for its audit log. Open the client on a folder, or set DashboardOptions.Store.");
}

using Microsoft.AspNetCore.Http;
using ModelTracking.Access;
using ModelTracking.Dashboard.Api;

namespace ModelTracking.Dashboard.Access;

/// <summary>
/// Inside an app: its policies say who comes in. Who does may do everything, or, where there are
/// <see cref="DashboardOptions.Roles"/>, what their claims give them.
/// </summary>
internal sealed class HostGate(DashboardOptions options, AuditLog? audit) : IGate
{
    // The app may have signed somebody out meanwhile; a stream comes back under its policies.
    private static readonly TimeSpan LongestStream = TimeSpan.FromMinutes(5);

    public async ValueTask<Visitor> AdmitAsync(HttpContext context, EndpointPolicy policy)
    {
        if (!await HostPolicy.AppliesAsync(context))
        {
            LocalRequest.Check(context);
        }

        if (policy.IsOpen)
        {
            return Visitor.Nobody;
        }

        var until = options.TimeProvider.GetUtcNow() + LongestStream;
        return new Visitor(context.User.Identity?.Name, options.Roles?.Of(context.User) ?? AccessRights.Everything)
        {
            // A program has no cookie that another site could make it send.
            SentKey = context.Request.Headers.Cookie.Count == 0,
            IsWelcome = () => options.TimeProvider.GetUtcNow() < until,
            Audit = audit,
            From = context.Connection.RemoteIpAddress?.ToString(),
        };
    }

    // An app that the dashboard stands in has a login of its own.
    public void Map(EndpointMap map, string prefix)
    {
        map.Login("/login", context =>
        {
            context.Response.Redirect($"{context.Request.PathBase}{prefix}/");
            return Task.CompletedTask;
        });
        if (audit is not null)
        {
            AuditApi.Map(map, audit);
        }
    }
}

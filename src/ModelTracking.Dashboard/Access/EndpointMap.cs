using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ModelTracking.Dashboard.Access;

/// <summary>The only way to add an endpoint: none is without a policy.</summary>
internal sealed class EndpointMap(RouteGroupBuilder group, Guard guard, DashboardOptions options)
{
    public void Read(string pattern, RequestDelegate handler) => Add("GET", pattern, EndpointKind.Read, handler);

    public void Artifact(string pattern, RequestDelegate handler) => Add("GET", pattern, EndpointKind.Artifact, handler);

    public void Page(string pattern, RequestDelegate handler) => Add("GET", pattern, EndpointKind.Page, handler);

    public void Asset(string pattern, RequestDelegate handler) => Add("GET", pattern, EndpointKind.Asset, handler);

    public void Login(string pattern, RequestDelegate handler) => Add("GET", pattern, EndpointKind.Login, handler);

    /// <summary>One that changes the store; there is none where the dashboard is read-only.</summary>
    /// <param name="pattern">Its path.</param>
    /// <param name="isApproval">Whether it is for those who may approve.</param>
    /// <param name="handler">What it does.</param>
    public void Change(string pattern, bool isApproval, RequestDelegate handler)
    {
        if (options.ReadOnly)
        {
            return;
        }

        var endpoint = Add("POST", pattern, EndpointKind.Change, handler);
        if ((isApproval ? options.ApprovalPolicy ?? options.ChangePolicy : options.ChangePolicy) is { } name)
        {
            endpoint.RequireAuthorization(name);
        }
    }

    private IEndpointConventionBuilder Add(string method, string pattern, EndpointKind kind, RequestDelegate handler)
    {
        var policy = new EndpointPolicy(kind);
        return group.MapMethods(pattern, [method], guard.Wrap(policy, handler)).WithMetadata(policy).WithDisplayName($"ModelTracking {method} {pattern}");
    }
}

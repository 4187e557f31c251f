using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ModelTracking.Access;

namespace ModelTracking.Dashboard.Access;

/// <summary>The only way to add an endpoint: none is without a policy.</summary>
internal sealed class EndpointMap(RouteGroupBuilder group, Guard guard, DashboardOptions options)
{
    private readonly List<MappedEndpoint> _mapped = [];

    /// <summary>What was added.</summary>
    public IReadOnlyList<MappedEndpoint> Mapped => _mapped;

    public void Read(string pattern, RequestDelegate handler) => Add("GET", pattern, EndpointKind.Read, AccessRole.Reader, handler);

    /// <summary>One that administrators alone may read.</summary>
    public void Administer(string pattern, RequestDelegate handler) => Add("GET", pattern, EndpointKind.Read, AccessRole.Administrator, handler);

    public void Artifact(string pattern, RequestDelegate handler) => Add("GET", pattern, EndpointKind.Artifact, AccessRole.Reader, handler);

    public void Page(string pattern, RequestDelegate handler) => Add("GET", pattern, EndpointKind.Page, AccessRole.Reader, handler);

    public void Asset(string pattern, RequestDelegate handler) => Add("GET", pattern, EndpointKind.Asset, AccessRole.Reader, handler);

    public void Login(string pattern, RequestDelegate handler) => Add("GET", pattern, EndpointKind.Login, AccessRole.Reader, handler);

    public void Session(string pattern, RequestDelegate handler) => Add("POST", pattern, EndpointKind.Session, AccessRole.Reader, handler);

    /// <summary>One that changes the store; there is none where the dashboard is read-only.</summary>
    /// <param name="pattern">Its path.</param>
    /// <param name="needs">The role it takes on what it changes; the handler sees to it once it has found that.</param>
    /// <param name="handler">What it does.</param>
    /// <param name="isApproval">Whether it is for those who meet <see cref="DashboardOptions.ApprovalPolicy"/>.</param>
    /// <param name="isLong">Whether it takes long texts.</param>
    public void Change(string pattern, AccessRole needs, RequestDelegate handler, bool isApproval = false, bool isLong = false)
    {
        if (options.ReadOnly)
        {
            return;
        }

        var endpoint = Add("POST", pattern, new EndpointPolicy(EndpointKind.Change, needs) { BodyBytes = isLong ? Limits.LongBodyBytes : Limits.BodyBytes }, handler);
        if ((isApproval ? options.ApprovalPolicy ?? options.ChangePolicy : options.ChangePolicy) is { } name)
        {
            endpoint.RequireAuthorization(name);
        }
    }

    private IEndpointConventionBuilder Add(string method, string pattern, EndpointKind kind, AccessRole needs, RequestDelegate handler) => Add(method, pattern, new EndpointPolicy(kind, needs), handler);

    private IEndpointConventionBuilder Add(string method, string pattern, EndpointPolicy policy, RequestDelegate handler)
    {
        _mapped.Add(new MappedEndpoint(method, pattern, policy));
        return group.MapMethods(pattern, [method], guard.Wrap(policy, handler)).WithMetadata(policy).WithDisplayName($"ModelTracking {method} {pattern}");
    }
}

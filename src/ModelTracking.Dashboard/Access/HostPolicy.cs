using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ModelTracking.Dashboard.Access;

/// <summary>Whether the app that the dashboard is mapped into says who may see it.</summary>
internal static class HostPolicy
{
    public static async ValueTask<bool> AppliesAsync(HttpContext context)
    {
        var metadata = context.GetEndpoint()?.Metadata;
        if (metadata is null)
        {
            return false;
        }

        // Where the app allows everybody, it has said so on purpose.
        return metadata.GetMetadata<IAllowAnonymous>() is not null
            || metadata.GetMetadata<IAuthorizeData>() is not null
            || metadata.GetMetadata<AuthorizationPolicy>() is not null
            || metadata.GetMetadata<IAuthorizationRequirementData>() is not null
            || (context.RequestServices.GetService<IAuthorizationPolicyProvider>() is { } policies && await policies.GetFallbackPolicyAsync() is not null);
    }
}

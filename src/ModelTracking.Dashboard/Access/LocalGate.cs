using Microsoft.AspNetCore.Http;
using ModelTracking.Access;
using ModelTracking.Dashboard.Api;

namespace ModelTracking.Dashboard.Access;

/// <summary>One person on one machine, who has the link that was printed, and may do everything.</summary>
internal sealed class LocalGate(LinkLogin login) : IGate
{
    private static readonly Visitor Owner = new(null, AccessRights.Everything);

    public ValueTask<Visitor> AdmitAsync(HttpContext context, EndpointPolicy policy)
    {
        LocalRequest.Check(context);
        return policy.IsOpen || login.Knows(context)
            ? ValueTask.FromResult(Owner)
            : throw new ApiException(StatusCodes.Status401Unauthorized, "login", "Open the link that 'modeltracking ui' printed: it holds the key.");
    }

    public void Map(EndpointMap map, string prefix) => map.Login("/login", context => login.SignInAsync(context, prefix));
}

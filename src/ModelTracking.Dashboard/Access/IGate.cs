using Microsoft.AspNetCore.Http;

namespace ModelTracking.Dashboard.Access;

/// <summary>How people come in: by the link of one's own machine, under an app's policies, or with keys and an organisation's sign-in. Thread-safe.</summary>
internal interface IGate
{
    /// <summary>Says who it is that asks.</summary>
    /// <exception cref="Api.ApiException">They may not come in.</exception>
    ValueTask<Visitor> AdmitAsync(HttpContext context, EndpointPolicy policy);

    /// <summary>The origin that the dashboard's own pages have.</summary>
    string OriginOf(HttpContext context) => $"{context.Request.Scheme}://{context.Request.Host}";

    /// <summary>Whether people and programs come in with keys that the dashboard itself hands out.</summary>
    bool TakesKeys => false;

    /// <summary>Where a browser goes that has not logged in; null where there is nothing to go to.</summary>
    string? LoginOf(HttpContext context) => null;

    /// <summary>Adds the endpoints by which one comes in and goes.</summary>
    /// <param name="map">The dashboard's endpoints.</param>
    /// <param name="prefix">The path that they stand under.</param>
    void Map(EndpointMap map, string prefix);
}

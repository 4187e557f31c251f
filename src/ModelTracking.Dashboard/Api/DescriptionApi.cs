using System.Text;
using Microsoft.AspNetCore.Http;
using ModelTracking.Dashboard.Access;
using ModelTracking.Dashboard.Description;

namespace ModelTracking.Dashboard.Api;

/// <summary>Describes the HTTP API to programs, as OpenAPI: what is mapped, for whoever may read.</summary>
internal static class DescriptionApi
{
    public static void Map(EndpointMap map, string prefix, bool takesKeys) => map.Read("/api/openapi.json", context =>
    {
        var server = $"{context.Request.PathBase}{prefix}";
        var document = new ApiDocument().Write(map.Mapped, server.Length == 0 ? "/" : server, takesKeys);
        return Answer.JsonAsync(context, Encoding.UTF8.GetBytes(document.ToJsonString()));
    });
}

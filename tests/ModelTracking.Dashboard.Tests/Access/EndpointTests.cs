using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ModelTracking.Dashboard.Access;
using ModelTracking.Dashboard.Tests.Shared;

namespace ModelTracking.Dashboard.Tests.Access;

/// <summary>Every endpoint there is, and what it asks of who comes.</summary>
public sealed class EndpointTests(DemoStore store) : IClassFixture<DemoStore>
{
    private List<RouteEndpoint> Endpoints(DashboardOptions? options = null)
    {
        var app = WebApplication.CreateSlimBuilder().Build();
        app.MapModelTracking("/tracking", options ?? new DashboardOptions { Store = store.Folder });
        return [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(d => d.Endpoints).Cast<RouteEndpoint>()];
    }

    [Fact]
    public void None_is_without_a_policy_and_only_the_files_of_the_client_and_the_login_ask_for_none()
    {
        var endpoints = Endpoints();
        Assert.True(endpoints.Count > 30);
        Assert.All(endpoints, e => Assert.NotNull(e.Metadata.GetMetadata<EndpointPolicy>()));
        Assert.Equal(
            ["/tracking/assets/{name}", "/tracking/login"],
            endpoints.Where(e => e.Metadata.GetMetadata<EndpointPolicy>()!.IsOpen).Select(e => e.RoutePattern.RawText!).Order());
    }

    [Fact]
    public void What_changes_the_store_is_a_POST_and_everything_else_a_GET() => Assert.All(Endpoints(), e =>
    {
        var method = Assert.Single(e.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods);
        Assert.Equal(e.Metadata.GetMetadata<EndpointPolicy>()!.Kind == EndpointKind.Change ? "POST" : "GET", method);
    });

    [Fact]
    public void A_read_only_dashboard_has_nothing_that_changes_the_store() => Assert.DoesNotContain(
        Endpoints(new DashboardOptions { Store = store.Folder, ReadOnly = true }),
        e => e.Metadata.GetMetadata<EndpointPolicy>()!.Kind == EndpointKind.Change);

    [Fact]
    public async Task Without_the_link_every_one_of_them_is_closed()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        foreach (var endpoint in Endpoints())
        {
            var policy = endpoint.Metadata.GetMetadata<EndpointPolicy>()!;
            var path = endpoint.RoutePattern.RawText!["/tracking".Length..].Replace("{id}", DemoStore.Hero.ToString(), StringComparison.Ordinal).Replace("{name}", "digits", StringComparison.Ordinal);
            using var request = new HttpRequestMessage(policy.Kind == EndpointKind.Change ? HttpMethod.Post : HttpMethod.Get, path.Length == 0 ? "/" : path);
            using var response = await site.Stranger.SendAsync(request);
            if (policy.Kind == EndpointKind.Asset)
            {
                Assert.Equal(404, (int)response.StatusCode);
            }
            else
            {
                Assert.True((int)response.StatusCode == 401, $"{path} answered {(int)response.StatusCode}");
            }
        }
    }
}

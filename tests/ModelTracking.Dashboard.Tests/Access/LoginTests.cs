using System.Net;
using ModelTracking.Dashboard.Tests.Shared;

namespace ModelTracking.Dashboard.Tests.Access;

/// <summary>Who comes in, and how.</summary>
public sealed class LoginTests(DemoStore store) : IClassFixture<DemoStore>
{
    [Fact]
    public async Task The_link_gives_a_cookie_that_scripts_and_other_sites_never_see_and_leaves_the_address()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        using var response = await site.Stranger.GetAsync(site.Server.LoginLink);
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        var token = site.Server.LoginLink.Query[7..];
        Assert.Equal(64, token.Length);
        Assert.DoesNotContain(token, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(token, cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_start_has_another_key()
    {
        await using var one = await Site.OpenAsync(store.Folder);
        await using var other = await Site.OpenAsync(store.Folder);
        Assert.NotEqual(one.Server.LoginLink.Query, other.Server.LoginLink.Query);
    }

    [Fact]
    public async Task Wrong_keys_are_refused_and_after_many_of_them_right_ones_too()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        for (var i = 0; i < 20; i++)
        {
            using var wrong = await site.Stranger.GetAsync($"login?token={i:x64}");
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using var right = await site.Stranger.GetAsync(site.Server.LoginLink);
        Assert.Equal(HttpStatusCode.TooManyRequests, right.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("modeltracking-1=00")]
    [InlineData("modeltracking={port}; modeltracking-{port}=")]
    [InlineData("modeltracking-{port}=ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    public async Task Another_cookie_opens_nothing(string cookie)
    {
        await using var site = await Site.OpenAsync(store.Folder);
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/about");
        request.Headers.TryAddWithoutValidation("Cookie", cookie.Replace("{port}", $"{site.Server.Address.Port}", StringComparison.Ordinal));
        using var response = await site.Stranger.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task It_listens_on_loopback_alone()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        Assert.Equal("127.0.0.1", site.Server.Address.Host);
    }

    [Theory]
    [InlineData("/api/about/")]
    [InlineData("//api/about")]
    [InlineData("/API/ABOUT")]
    [InlineData("/api/./about")]
    [InlineData("/assets/../api/about")]
    [InlineData("/assets/..%2fapi%2fabout")]
    [InlineData("/login/../api/about")]
    public async Task No_way_of_writing_a_path_gets_round_the_login(string path)
    {
        await using var site = await Site.OpenAsync(store.Folder);
        using var response = await site.Stranger.GetAsync(new Uri(site.Origin + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        Assert.True(response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{response.StatusCode}");
    }
}

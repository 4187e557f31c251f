using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ModelTracking.Dashboard.Tests.Shared;

namespace ModelTracking.Dashboard.Tests.Access;

/// <summary>What another site could make a browser send, and what a browser may do with an answer.</summary>
public sealed class BrowserRuleTests(DemoStore store) : IClassFixture<DemoStore>
{
    private const string Describe = "{\"description\":\"changed\"}";

    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.")]
    [InlineData("2130706433")]
    [InlineData("0x7f000001")]
    [InlineData("127.1")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("127.0.0.1:1")]
    [InlineData("[::ffff:127.0.0.1]")]
    public async Task A_name_that_is_not_the_machines_own_is_turned_away(string host)
    {
        await using var site = await Site.OpenAsync(store.Folder);
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/about") { Headers = { Host = host } };
        using var response = await site.Client.SendAsync(request);
        Assert.True(response.StatusCode is HttpStatusCode.MisdirectedRequest or HttpStatusCode.BadRequest, $"{response.StatusCode}");
    }

    [Theory]
    [InlineData("X-Forwarded-For", "10.0.0.1")]
    [InlineData("Forwarded", "for=10.0.0.1")]
    public async Task What_a_proxy_passes_on_is_not_local(string header, string value)
    {
        await using var site = await Site.OpenAsync(store.Folder);
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/about");
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await site.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData("http://evil.example", null)]
    [InlineData("null", null)]
    [InlineData("", null)]
    [InlineData("{own}", "cross-site")]
    [InlineData("{own}", "same-site")]
    [InlineData("https://127.0.0.1", null)]
    public async Task A_change_that_another_site_sends_is_refused(string origin, string? site)
    {
        await using var dashboard = await Site.OpenAsync(store.Folder);
        var (status, body) = await dashboard.PostAsync("api/models/digits/describe", Describe, request =>
        {
            request.Headers.Remove("Origin");
            request.Headers.TryAddWithoutValidation("Origin", origin.Replace("{own}", dashboard.Origin, StringComparison.Ordinal));
            request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", site);
        });
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Equal("origin", body.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    [InlineData("application/jsonp")]
    public async Task A_form_changes_nothing(string type)
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var (status, _) = await site.PostAsync("api/models/digits/describe", Describe, r => r.Content!.Headers.ContentType = new MediaTypeHeaderValue(type));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, status);
    }

    [Fact]
    public async Task Data_is_not_given_to_another_sites_page()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/runs");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        using var response = await site.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/compare")]
    [InlineData("/api/about")]
    [InlineData("/api/runs/0")]
    [InlineData("/assets/none.js")]
    public async Task Every_answer_says_what_a_browser_may_do_with_it_and_none_opens_it_to_others(string path)
    {
        await using var site = await Site.OpenAsync(store.Folder);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Origin", "http://evil.example");
        using var response = await site.Client.SendAsync(request);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", response.Headers.GetValues("X-Frame-Options").Single());
        Assert.DoesNotContain(response.Headers, h => h.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_request_that_is_too_large_is_refused()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var (status, _) = await site.PostAsync("api/models/digits/describe", $"{{\"description\":\"{new string('x', 300_000)}\"}}");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
    }

    [Fact]
    public async Task Json_of_a_great_depth_is_refused()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var (status, _) = await site.PostAsync("api/models/digits/describe", new StringBuilder().Insert(0, "[", 5000).ToString());
        Assert.Equal(HttpStatusCode.BadRequest, status);
    }
}

using System.Net;
using System.Text;
using System.Text.Json;
using ModelTracking.Dashboard.Tests.Shared;
using ModelTracking.Tests;

namespace ModelTracking.Dashboard.Tests.Api;

/// <summary>Reports that people write: who sees them and their versions, who may change them.</summary>
public sealed class ReportTests : ServedStoreTests
{
    private static string Report(string name, string content, bool isPrivate = false, string experiment = "") => JsonSerializer.Serialize(new { name, content, isPrivate, experiment });

    private static async Task<string> SaveAsync(HttpClient client, string name, string content = "# R", bool isPrivate = false, string experiment = "")
    {
        var (status, made) = await ServedSite.PostAsync(client, "api/reports", Report(name, content, isPrivate, experiment));
        Assert.True(status == HttpStatusCode.OK, $"{status}: {made}");
        return made.GetProperty("id").GetString()!;
    }

    private static async Task<JsonElement> JsonAsync(HttpClient client, string path) => JsonDocument.Parse(await client.GetStringAsync(path)).RootElement;

    private static async Task<string[]> NamesAsync(HttpClient client) =>
        [.. (await JsonAsync(client, "api/reports")).EnumerateArray().Select(v => v.GetProperty("name").GetString()!)];

    [Fact]
    public async Task A_report_is_written_read_changed_and_deleted_by_its_owner_with_its_history()
    {
        var editor = Served.As("editor:experiment=digits");
        var id = await SaveAsync(editor, "Digits", "# First\n```chart\nmetric: loss\n```\n", experiment: "digits");
        Assert.False((await JsonAsync(editor, "api/reports"))[0].TryGetProperty("content", out _));
        var report = await JsonAsync(editor, $"api/reports/{id}");
        Assert.Equal(("Digits", "digits", 1, true, false), (report.GetProperty("name").GetString(), report.GetProperty("experiment").GetString(), report.GetProperty("version").GetInt32(), report.GetProperty("isOwn").GetBoolean(), report.GetProperty("isOld").GetBoolean()));
        Assert.StartsWith("# First", report.GetProperty("content").GetString(), StringComparison.Ordinal);

        var (status, changed) = await ServedSite.PostAsync(editor, $"api/reports/{id}/edit", "{\"content\":\"# Second\",\"version\":1}");
        Assert.Equal((HttpStatusCode.OK, "# Second", "Digits", 2), (status, changed.GetProperty("content").GetString(), changed.GetProperty("name").GetString(), changed.GetProperty("version").GetInt32()));
        var versions = await JsonAsync(editor, $"api/reports/{id}/versions");
        Assert.Equal([2, 1], versions.EnumerateArray().Select(v => v.GetProperty("version").GetInt32()));
        var old = await JsonAsync(editor, $"api/reports/{id}?version=1");
        Assert.True(old.GetProperty("isOld").GetBoolean());
        Assert.StartsWith("# First", old.GetProperty("content").GetString(), StringComparison.Ordinal);
        Assert.False((await JsonAsync(editor, $"api/reports/{id}?version=2")).GetProperty("isOld").GetBoolean());
        Assert.Equal(HttpStatusCode.NotFound, await ServedSite.StatusAsync(editor, $"api/reports/{id}?version=3"));
        Assert.Equal(HttpStatusCode.BadRequest, await ServedSite.StatusAsync(editor, $"api/reports/{id}?version=0"));

        Assert.Equal(HttpStatusCode.OK, (await ServedSite.PostAsync(editor, $"api/reports/{id}/delete", "{}")).Status);
        Assert.Empty(await NamesAsync(editor));
        foreach (var path in (string[])["", "/versions"])
        {
            Assert.Equal(HttpStatusCode.NotFound, await ServedSite.StatusAsync(editor, $"api/reports/{id}{path}"));
        }

        Assert.Equal(["report.create", "report.edit", "report.delete"], Served.Audit.Read().Where(e => e.Problem is null && e.Action.StartsWith("report.", StringComparison.Ordinal)).Select(e => e.Action).Reverse());
    }

    [Fact]
    public async Task Of_two_who_write_at_once_the_second_is_told_who_was_quicker_and_nothing_is_overwritten()
    {
        var editor = Served.As("editor");
        var id = await SaveAsync(editor, "Shared");
        await ServedSite.PostAsync(Served.Administrator, $"api/reports/{id}/edit", "{\"content\":\"theirs\",\"version\":1}");
        var (status, problem) = await ServedSite.PostAsync(editor, $"api/reports/{id}/edit", "{\"content\":\"mine\",\"version\":1}");
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("changed meanwhile, by root", problem.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("theirs", (await JsonAsync(editor, $"api/reports/{id}")).GetProperty("content").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await ServedSite.PostAsync(editor, "api/reports", Report("SHARED", ""))).Status);
    }

    [Fact]
    public async Task A_reader_writes_nothing_and_others_change_nothing_that_is_not_theirs_but_an_administrator_does()
    {
        var (owner, other, reader) = (Served.As("editor"), Served.As("manager"), Served.As("reader"));
        var id = await SaveAsync(owner, "all");
        foreach (var isPrivate in new[] { true, false })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await ServedSite.PostAsync(reader, "api/reports", Report("mine", "", isPrivate))).Status);
        }

        foreach (var client in new[] { other, reader })
        {
            Assert.False((await JsonAsync(client, $"api/reports/{id}")).GetProperty("isOwn").GetBoolean());
            Assert.Equal(HttpStatusCode.Forbidden, (await ServedSite.PostAsync(client, $"api/reports/{id}/edit", "{\"content\":\"x\"}")).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await ServedSite.PostAsync(client, $"api/reports/{id}/delete", "{}")).Status);
        }

        Assert.Equal(HttpStatusCode.OK, (await ServedSite.PostAsync(Served.Administrator, $"api/reports/{id}/edit", "{\"name\":\"everything\"}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await ServedSite.PostAsync(Served.Administrator, $"api/reports/{id}/delete", "{}")).Status);
    }

    [Fact]
    public async Task T17_A_report_that_is_private_or_about_what_one_may_not_see_is_not_there()
    {
        var (owner, digits, churn) = (Served.As("editor"), Served.As("editor:experiment=digits"), Served.As("reader:experiment=churn"));
        var secret = await SaveAsync(owner, "secret", isPrivate: true, experiment: "digits");
        var ofDigits = await SaveAsync(owner, "of digits", experiment: "digits");
        var ofAll = await SaveAsync(owner, "of all");
        Assert.Equal(["of all", "of digits", "secret"], await NamesAsync(owner));
        Assert.Equal(["of all", "of digits"], await NamesAsync(Served.Administrator));
        Assert.Equal(["of digits"], await NamesAsync(digits));
        Assert.Empty(await NamesAsync(churn));
        foreach (var (client, hidden) in new[] { (Served.Administrator, secret), (digits, secret), (digits, ofAll), (churn, secret), (churn, ofDigits), (churn, ofAll) })
        {
            Assert.Equal(HttpStatusCode.NotFound, await ServedSite.StatusAsync(client, $"api/reports/{hidden}"));
            Assert.Equal(HttpStatusCode.NotFound, await ServedSite.StatusAsync(client, $"api/reports/{hidden}?version=1"));
            Assert.Equal(HttpStatusCode.NotFound, await ServedSite.StatusAsync(client, $"api/reports/{hidden}/versions"));
            Assert.Equal(HttpStatusCode.NotFound, (await ServedSite.PostAsync(client, $"api/reports/{hidden}/edit", "{\"name\":\"x\"}")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await ServedSite.PostAsync(client, $"api/reports/{hidden}/delete", "{}")).Status);
        }

        // An editor of one experiment keeps anything to themselves, and shares what is about that one.
        Assert.Equal(HttpStatusCode.Forbidden, (await ServedSite.PostAsync(digits, "api/reports", Report("wide", ""))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await ServedSite.PostAsync(digits, "api/reports", Report("wide", "", experiment: "churn"))).Status);
        var own = await SaveAsync(digits, "wide", isPrivate: true);
        Assert.Equal(HttpStatusCode.Forbidden, (await ServedSite.PostAsync(digits, $"api/reports/{own}/edit", "{\"isPrivate\":false}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await ServedSite.PostAsync(digits, $"api/reports/{own}/edit", "{\"isPrivate\":false,\"experiment\":\"digits\"}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await ServedSite.PostAsync(digits, $"api/reports/{own}/edit", "{\"experiment\":\"\"}")).Status);
    }

    [Fact]
    public async Task What_was_private_when_it_was_written_stays_its_owners_when_the_report_is_shared()
    {
        var (owner, reader) = (Served.As("editor"), Served.As("reader"));
        var id = await SaveAsync(owner, "draft", "what I think of them", isPrivate: true);
        await ServedSite.PostAsync(owner, $"api/reports/{id}/edit", "{\"content\":\"what all may read\",\"isPrivate\":false}");
        Assert.Equal(2, (await JsonAsync(owner, $"api/reports/{id}/versions")).GetArrayLength());
        Assert.Equal(2, Assert.Single((await JsonAsync(reader, $"api/reports/{id}/versions")).EnumerateArray()).GetProperty("version").GetInt32());
        Assert.Equal(HttpStatusCode.OK, await ServedSite.StatusAsync(owner, $"api/reports/{id}?version=1"));
        Assert.Equal(HttpStatusCode.NotFound, await ServedSite.StatusAsync(reader, $"api/reports/{id}?version=1"));
    }

    [Fact]
    public async Task T29_Hostile_text_is_kept_as_it_was_written_and_answered_as_data()
    {
        const string Hostile = "<script>alert(1)</script> [x](javascript:alert(1)) \u202E\u0000\n```chart\nmetric: </script><img src=x onerror=alert(1)>\n```";
        var id = await SaveAsync(Served.Administrator, DemoStore.HostileName, Hostile);
        using var response = await Served.Administrator.GetAsync($"api/reports/{id}");
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        var text = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain("<script", text, StringComparison.Ordinal);
        Assert.Equal((DemoStore.HostileName, Hostile), (JsonDocument.Parse(text).RootElement.GetProperty("name").GetString(), JsonDocument.Parse(text).RootElement.GetProperty("content").GetString()));
    }

    [Theory]
    [InlineData("{\"name\":\"\",\"content\":\"x\"}")]
    [InlineData("{\"content\":\"x\"}")]
    [InlineData("{\"name\":\"a\\nb\",\"content\":\"x\"}")]
    [InlineData("{\"name\":\"a\",\"content\":\"x\",\"experiment\":\"a\\u0000b\"}")]
    [InlineData("{\"name\":\"a\",\"content\":\"\\ud800\"}")]
    [InlineData("{\"name\":\"a\",\"content\":[\"x\"]}")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task A_report_that_cannot_be_kept_is_refused(string json)
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await ServedSite.PostAsync(Served.Administrator, "api/reports", json)).Status);
        Assert.Empty(await NamesAsync(Served.Administrator));
    }

    [Fact]
    public async Task T40_A_text_has_at_most_100000_characters_in_whatever_way_they_are_written()
    {
        // Six bytes of JSON each: more than other requests may have.
        var longest = string.Concat(Enumerable.Repeat("\\u5b57", 100_000));
        Assert.Equal(HttpStatusCode.OK, (await ServedSite.PostAsync(Served.Administrator, "api/reports", $"{{\"name\":\"long\",\"content\":\"{longest}\"}}")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await ServedSite.PostAsync(Served.Administrator, "api/reports", Report("longer", new string('x', 100_001)))).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await ServedSite.PostAsync(Served.Administrator, "api/reports", Report("longest", new string('x', 1_100_000)))).Status);
        Assert.Equal(["long"], await NamesAsync(Served.Administrator));
    }

    [Theory]
    [InlineData("api/reports", 1_100_000)]
    [InlineData("api/comment", 300_000)]
    public async Task T40_A_request_that_does_not_say_how_long_it_is_ends_at_the_same_place(string path, int length)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(Report("endless", new string('x', length))))) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TransferEncodingChunked = true;
        using var response = await Served.Administrator.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task A_read_only_dashboard_shows_reports_and_takes_none()
    {
        var id = await SaveAsync(Served.Administrator, "kept");
        await using var site = await Site.OpenAsync(Store, o => o.ReadOnly = true);
        Assert.Equal("kept", (await site.JsonAsync($"api/reports/{id}")).GetProperty("name").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await site.PostAsync($"api/reports/{id}/edit", "{\"name\":\"x\"}")).Status);
        Assert.NotEqual(HttpStatusCode.OK, (await site.PostAsync("api/reports", Report("x", ""))).Status);
    }
}

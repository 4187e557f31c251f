using System.Net;
using System.Text.Json;
using ModelTracking.Dashboard.Tests.Shared;
using ModelTracking.Records;
using ModelTracking.Tests;

namespace ModelTracking.Dashboard.Tests.Api;

/// <summary>Comments through the dashboard: who said them, who may take them back.</summary>
public sealed class CommentTests(DemoStore store) : IClassFixture<DemoStore>
{
    private static string Say(string text, params RunId[] runs) => JsonSerializer.Serialize(new { text, runs = runs.Select(r => r.ToString()) });

    [Fact]
    public async Task A_comment_stands_on_the_run_with_who_made_it_and_is_no_tag()
    {
        await using var site = await ServedSite.OpenAsync(store.Folder);
        var editor = site.As("editor:experiment=digits");
        var (status, _) = await ServedSite.PostAsync(editor, "api/comment", Say("Why the spike? @grace <b>bold</b>", DemoStore.Failed));
        Assert.Equal(HttpStatusCode.OK, status);
        var run = JsonDocument.Parse(await editor.GetStringAsync($"api/runs/{DemoStore.Failed}")).RootElement;
        var comment = Assert.Single(run.GetProperty("comments").EnumerateArray());
        Assert.Equal("editor:experiment=digits", comment.GetProperty("by").GetString());
        Assert.Equal("grace", comment.GetProperty("mentions")[0].GetString());
        Assert.DoesNotContain(run.GetProperty("tags").EnumerateObject(), t => t.Name.StartsWith("modeltracking.comment", StringComparison.Ordinal));
        Assert.Contains(site.Audit.Read(), e => e.Action == "run.comment");

        var id = comment.GetProperty("id").GetString();
        var other = site.As("editor:experiment=digits*");
        Assert.Equal(HttpStatusCode.Forbidden, (await ServedSite.PostAsync(other, $"api/runs/{DemoStore.Failed}/uncomment", $"{{\"id\":\"{id}\"}}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await ServedSite.PostAsync(site.As("manager"), $"api/runs/{DemoStore.Failed}/uncomment", $"{{\"id\":\"{id}\"}}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ServedSite.PostAsync(editor, $"api/runs/{DemoStore.Failed}/uncomment", $"{{\"id\":\"{id}\"}}")).Status);
    }

    [Fact]
    public async Task A_comment_is_taken_back_with_the_key_that_follows_the_one_it_was_made_with()
    {
        await using var site = await ServedSite.OpenAsync(store.Folder);
        Assert.Equal(HttpStatusCode.OK, (await ServedSite.PostAsync(site.As("editor:experiment=digits"), "api/comment", Say("soon renewed", DemoStore.Grid(3)))).Status);

        var renewed = site.As("editor:experiment=digits");
        var id = JsonDocument.Parse(await renewed.GetStringAsync($"api/runs/{DemoStore.Grid(3)}")).RootElement.GetProperty("comments")[0].GetProperty("id").GetString();

        Assert.Equal(HttpStatusCode.OK, (await ServedSite.PostAsync(renewed, $"api/runs/{DemoStore.Grid(3)}/uncomment", $"{{\"id\":\"{id}\"}}")).Status);
    }

    [Fact]
    public async Task A_comparison_is_commented_on_by_who_may_edit_all_of_it()
    {
        await using var site = await ServedSite.OpenAsync(store.Folder);
        var editor = site.As("editor:experiment=digits", "reader:experiment=churn");
        Assert.Equal(HttpStatusCode.Forbidden, (await ServedSite.PostAsync(editor, "api/comment", Say("x", DemoStore.Grid(1), DemoStore.Search))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ServedSite.PostAsync(editor, "api/comment", Say("x", DemoStore.Grid(1), DemoStore.Hostile))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await ServedSite.PostAsync(editor, "api/comment", Say("x"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await ServedSite.PostAsync(editor, "api/comment", Say(new string('x', 2001), DemoStore.Grid(1)))).Status);
        Assert.Equal(HttpStatusCode.OK, (await ServedSite.PostAsync(editor, "api/comment", Say("both diverge", DemoStore.Grid(1), DemoStore.Grid(2)))).Status);
        foreach (var run in JsonDocument.Parse(await editor.GetStringAsync($"api/compare?run={DemoStore.Grid(1)}&run={DemoStore.Grid(2)}")).RootElement.EnumerateArray())
        {
            Assert.Equal("both diverge", run.GetProperty("comments")[0].GetProperty("text").GetString());
        }
    }

    [Fact]
    public async Task A_model_is_commented_on_and_its_history_says_so()
    {
        await using var site = await ServedSite.OpenAsync(store.Folder);
        var (status, model) = await ServedSite.PostAsync(site.As("editor:model=digits-net"), "api/models/digits-net/comment", "{\"comment\":\"ready? @ada\",\"version\":1}");
        Assert.Equal(HttpStatusCode.OK, status);
        var comment = Assert.Single(model.GetProperty("comments").EnumerateArray());
        Assert.Equal(("ready? @ada", 1), (comment.GetProperty("text").GetString(), comment.GetProperty("version").GetInt32()));
        Assert.Contains("commented on version 1", model.GetProperty("history")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_ones_own_machine_the_user_of_the_machine_says_it()
    {
        using var folder = new TempFolder();
        await using (var client = DemoStore.Client(folder["store"]))
        {
            client.StartRun("digits", new RunOptions { Id = DemoStore.Hero }).Dispose();
        }

        await using var site = await Site.OpenAsync(folder["store"]);
        var (status, _) = await site.PostAsync("api/comment", Say("fine", DemoStore.Hero));
        Assert.Equal(HttpStatusCode.OK, status);
        var comment = (await site.JsonAsync($"api/runs/{DemoStore.Hero}")).GetProperty("comments")[0];
        Assert.Equal((Environment.UserName, "fine"), (comment.GetProperty("by").GetString(), comment.GetProperty("text").GetString()));
    }
}

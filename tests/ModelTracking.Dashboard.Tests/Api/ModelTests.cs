using System.Net;
using System.Text.Json;
using ModelTracking.Dashboard.Tests.Shared;

namespace ModelTracking.Dashboard.Tests.Api;

/// <summary>Registered models, and what may be done to them.</summary>
public sealed class ModelTests : IClassFixture<DemoStore>
{
    private readonly DemoStore _store;

    public ModelTests(DemoStore store) => _store = store;

    [Fact]
    public async Task A_model_shows_versions_aliases_rules_approvals_and_its_history()
    {
        await using var site = await Site.OpenAsync(_store.Folder);
        var model = await site.JsonAsync("api/models/digits");
        Assert.Equal([3, 2, 1], model.GetProperty("versions").EnumerateArray().Select(v => v.GetProperty("number").GetInt32()));
        var champion = model.GetProperty("aliases")[0];
        Assert.Equal(("champion", 2), (champion.GetProperty("name").GetString(), champion.GetProperty("version").GetInt32()));
        Assert.Contains("1 approval", champion.GetProperty("rule").GetString(), StringComparison.Ordinal);
        Assert.Contains(model.GetProperty("history").EnumerateArray(), e => e.GetProperty("kind").GetString() == "Approved" && e.GetProperty("by").GetString() == "grace");
    }

    [Fact]
    public async Task An_alias_moves_only_where_its_rule_is_met_and_goes_back_with_a_reason()
    {
        await using var site = await Site.OpenAsync(_store.Folder);
        var (refused, why) = await site.PostAsync("api/models/digits/alias", "{\"version\":3,\"alias\":\"champion\"}");
        Assert.Equal(HttpStatusCode.Conflict, refused);
        Assert.Contains("approval", why.GetProperty("message").GetString(), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await site.PostAsync("api/models/digits/approve", "{\"version\":3,\"comment\":\"seen\"}")).Status);
        var (_, moved) = await site.PostAsync("api/models/digits/alias", "{\"version\":3,\"alias\":\"champion\",\"comment\":\"better\"}");
        Assert.Equal(3, moved.GetProperty("aliases")[0].GetProperty("version").GetInt32());

        Assert.Equal(HttpStatusCode.BadRequest, (await site.PostAsync("api/models/digits/rollback", "{\"alias\":\"champion\"}")).Status);
        var (_, back) = await site.PostAsync("api/models/digits/rollback", "{\"alias\":\"champion\",\"comment\":\"worse in use\"}");
        Assert.Equal(2, back.GetProperty("aliases")[0].GetProperty("version").GetInt32());
        Assert.Contains("worse in use", back.GetProperty("history")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("api/models/none/stage", "{\"version\":1,\"stage\":\"Staging\"}", HttpStatusCode.NotFound)]
    [InlineData("api/models/digits/stage", "{\"version\":99,\"stage\":\"Staging\"}", HttpStatusCode.BadRequest)]
    [InlineData("api/models/digits/stage", "{\"stage\":\"Staging\"}", HttpStatusCode.BadRequest)]
    [InlineData("api/models/digits/reject", "{\"version\":1}", HttpStatusCode.BadRequest)]
    [InlineData("api/models/digits/reject", "null", HttpStatusCode.BadRequest)]
    [InlineData("api/models/digits/reject", "{", HttpStatusCode.BadRequest)]
    public async Task A_change_that_makes_no_sense_is_refused_with_a_sentence(string path, string body, HttpStatusCode expected)
    {
        await using var site = await Site.OpenAsync(_store.Folder);
        var (status, problem) = await site.PostAsync(path, body);
        Assert.Equal(expected, status);
        Assert.NotEmpty(problem.GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task Two_versions_differ_in_what_their_commits_hold()
    {
        await using var site = await Site.OpenAsync(_store.Folder);
        var diff = await site.JsonAsync("api/models/digits/diff?before=1&after=2");
        var accuracy = diff.GetProperty("changes").EnumerateArray().Single(c => c.GetProperty("key").GetString() == "accuracy");
        Assert.True(accuracy.GetProperty("isBetter").GetBoolean());
        Assert.Equal(0.037, accuracy.GetProperty("delta").GetDouble(), 6);
    }

    [Fact]
    public async Task History_has_branches_tags_and_merges()
    {
        await using var site = await Site.OpenAsync(_store.Folder);
        var history = await site.JsonAsync("api/history/digits");
        Assert.Equal(["augment", "main"], history.GetProperty("branches").EnumerateArray().Select(b => b.GetProperty("name").GetString()));
        Assert.Equal(2, history.GetProperty("commits")[0].GetProperty("parents").GetArrayLength());
        Assert.Equal(JsonValueKind.Array, (await site.JsonAsync("api/history")).ValueKind);
    }
}

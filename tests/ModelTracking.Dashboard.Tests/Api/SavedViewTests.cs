using System.Net;
using System.Text.Json;
using ModelTracking.Access;
using ModelTracking.Dashboard.Tests.Shared;
using ModelTracking.Sharing;
using ModelTracking.Tests;

namespace ModelTracking.Dashboard.Tests.Api;

/// <summary>Views that people save: who sees them, who may change them.</summary>
public sealed class SavedViewTests : ServedStoreTests
{
    private static string Save(string name, string address, bool isPrivate = false) => JsonSerializer.Serialize(new { name, address, isPrivate });

    private static async Task<string[]> NamesAsync(HttpClient client) =>
        [.. JsonDocument.Parse(await client.GetStringAsync("api/views")).RootElement.EnumerateArray().Select(v => v.GetProperty("name").GetString()!)];

    [Fact]
    public async Task A_view_is_saved_listed_overwritten_renamed_and_deleted_by_its_owner()
    {
        var editor = Served.As("editor:experiment=digits");
        var (status, made) = await ServedSite.PostAsync(editor, "api/views", Save("best", "?experiment=digits&sort=metrics.loss"));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("best", 1, true), (made.GetProperty("name").GetString(), made.GetProperty("version").GetInt32(), made.GetProperty("isOwn").GetBoolean()));
        Assert.Equal("editor:experiment=digits", made.GetProperty("owner").GetString());
        var id = made.GetProperty("id").GetString();
        (status, made) = await ServedSite.PostAsync(editor, $"api/views/{id}/edit", "{\"name\":\"best of all\",\"address\":\"?experiment=digits&sort=metrics.f1\",\"version\":1}");
        Assert.Equal((HttpStatusCode.OK, "?experiment=digits&sort=metrics.f1"), (status, made.GetProperty("address").GetString()));
        Assert.Equal(HttpStatusCode.Conflict, (await ServedSite.PostAsync(editor, $"api/views/{id}/edit", "{\"address\":\"?experiment=digits\",\"version\":1}")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await ServedSite.PostAsync(editor, "api/views", Save("Best of all", "?experiment=digits"))).Status);
        Assert.Equal(["best of all"], await NamesAsync(Served.Administrator));
        Assert.Equal(HttpStatusCode.OK, (await ServedSite.PostAsync(editor, $"api/views/{id}/delete", "{}")).Status);
        Assert.Empty(await NamesAsync(editor));
        Assert.Equal(["view.create", "view.edit", "view.delete"], Served.Audit.Read().Where(e => e.Problem is null && e.Action.StartsWith("view.", StringComparison.Ordinal)).Select(e => e.Action).Reverse().Distinct());
    }

    [Fact]
    public async Task A_reader_saves_nothing_and_others_change_nothing_that_is_not_theirs_but_an_administrator_does()
    {
        var (owner, other, reader) = (Served.As("editor"), Served.As("manager"), Served.As("reader"));
        var id = (await ServedSite.PostAsync(owner, "api/views", Save("all", "?sort=metrics.loss"))).Body.GetProperty("id").GetString();
        foreach (var address in new[] { "?", "?experiment=digits", "compare?run=" + DemoStore.Hero })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await ServedSite.PostAsync(reader, "api/views", Save("mine", address))).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await ServedSite.PostAsync(reader, "api/views", Save("mine", address, true))).Status);
        }

        foreach (var client in new[] { other, reader })
        {
            Assert.Equal(["all"], await NamesAsync(client));
            Assert.Equal(HttpStatusCode.Forbidden, (await ServedSite.PostAsync(client, $"api/views/{id}/edit", "{\"name\":\"x\"}")).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await ServedSite.PostAsync(client, $"api/views/{id}/delete", "{}")).Status);
        }

        Assert.Equal(HttpStatusCode.OK, (await ServedSite.PostAsync(Served.Administrator, $"api/views/{id}/edit", "{\"name\":\"everything\"}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await ServedSite.PostAsync(Served.Administrator, $"api/views/{id}/delete", "{}")).Status);
        Assert.Empty(await NamesAsync(owner));
    }

    [Fact]
    public async Task What_is_private_or_of_an_experiment_one_may_not_see_is_not_there()
    {
        var (owner, digits, churn) = (Served.As("editor"), Served.As("editor:experiment=digits"), Served.As("reader:experiment=churn"));
        var secret = (await ServedSite.PostAsync(owner, "api/views", Save("secret", "?experiment=digits", true))).Body.GetProperty("id").GetString();
        await ServedSite.PostAsync(owner, "api/views", Save("of digits", "?experiment=digits"));
        await ServedSite.PostAsync(owner, "api/views", Save("of all", "?q=experiment+%3D+%27hidden%27"));
        await ServedSite.PostAsync(owner, "api/views", Save("compared", $"compare?run={DemoStore.Hero}&experiment=digits"));
        Assert.Equal(["compared", "of all", "of digits", "secret"], await NamesAsync(owner));
        Assert.Equal(["compared", "of all", "of digits"], await NamesAsync(Served.Administrator));
        Assert.Equal(["of digits"], await NamesAsync(digits));
        Assert.Empty(await NamesAsync(churn));
        foreach (var client in new[] { Served.Administrator, digits, churn })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await ServedSite.PostAsync(client, $"api/views/{secret}/edit", "{\"name\":\"x\"}")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await ServedSite.PostAsync(client, $"api/views/{secret}/delete", "{}")).Status);
        }

        // An editor of one experiment keeps anything to themselves, and shares what is about that one.
        Assert.Equal(HttpStatusCode.Forbidden, (await ServedSite.PostAsync(digits, "api/views", Save("wide", "?sort=metrics.loss"))).Status);
        var (status, own) = await ServedSite.PostAsync(digits, "api/views", Save("wide", "?sort=metrics.loss", true));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(HttpStatusCode.Forbidden, (await ServedSite.PostAsync(digits, $"api/views/{own.GetProperty("id").GetString()}/edit", "{\"isPrivate\":false}")).Status);
        Assert.Equal(["of digits", "wide"], await NamesAsync(digits));
    }

    [Fact]
    public async Task Who_comes_with_a_new_key_still_owns_what_they_saved_and_the_audit_log_tells_the_keys_apart()
    {
        var (first, second, other) = (Key("ada"), Key("ada"), Key("Ada"));
        var id = (await ServedSite.PostAsync(Served.With(first.Secret), "api/views", Save("mine", "?", true))).Body.GetProperty("id").GetString();
        Served.Keys.Revoke(first.Key.Id);
        Assert.Equal(["mine"], await NamesAsync(Served.With(second.Secret)));
        Assert.Empty(await NamesAsync(Served.With(other.Secret)));
        Assert.Equal(HttpStatusCode.OK, (await ServedSite.PostAsync(Served.With(second.Secret), $"api/views/{id}/edit", "{\"name\":\"still mine\"}")).Status);
        Assert.Equal([$"ada (key {first.Key.Id})", $"ada (key {second.Key.Id})"], Served.Audit.Read().Where(e => e.Action.StartsWith("view.", StringComparison.Ordinal)).Select(e => e.By).Reverse());

        NewAccessKey Key(string name) => Served.Keys.Create(name, [AccessGrant.Parse("editor")], by: "test");
    }

    [Fact]
    public async Task A_manager_who_hands_out_a_key_in_somebodys_name_gives_away_nothing_of_theirs()
    {
        var ada = Served.With(Served.Keys.Create("ada", [AccessGrant.Parse("editor")], by: "test").Secret);
        var (secret, shared) = ((await ServedSite.PostAsync(ada, "api/views", Save("secret", "?", true))).Body.GetProperty("id").GetString(), (await ServedSite.PostAsync(ada, "api/views", Save("shared", "?experiment=digits"))).Body.GetProperty("id").GetString());
        var (status, made) = await ServedSite.PostAsync(Served.As("manager:experiment=digits"), "api/keys", "{\"name\":\"ada\",\"grants\":[\"editor:experiment=digits\"]}");
        Assert.Equal(HttpStatusCode.OK, status);
        var pretended = Served.With(made.GetProperty("secret").GetString());
        Assert.Equal(["shared"], await NamesAsync(pretended));
        Assert.Equal(HttpStatusCode.NotFound, (await ServedSite.PostAsync(pretended, $"api/views/{secret}/delete", "{}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await ServedSite.PostAsync(pretended, $"api/views/{shared}/delete", "{}")).Status);
        var own = (await ServedSite.PostAsync(pretended, "api/views", Save("own", "?experiment=digits"))).Body;
        Assert.Equal(($"ada (key {made.GetProperty("key").GetProperty("id").GetString()})", true), (own.GetProperty("owner").GetString(), own.GetProperty("isOwn").GetBoolean()));

        // An administrator says who somebody is.
        (_, made) = await ServedSite.PostAsync(Served.Administrator, "api/keys", "{\"name\":\"ada\",\"grants\":[\"editor\"]}");
        Assert.Contains("secret", await NamesAsync(Served.With(made.GetProperty("secret").GetString())));
    }

    [Theory]
    [InlineData("https://elsewhere.example/?q=x")]
    [InlineData("//elsewhere.example?")]
    [InlineData("models?")]
    [InlineData("?q=a\u0000b")]
    public async Task An_address_that_is_no_view_is_refused(string address) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await ServedSite.PostAsync(Served.Administrator, "api/views", Save("x", address))).Status);

    [Fact]
    public async Task On_ones_own_machine_everything_is_ones_own()
    {
        await ServedSite.PostAsync(Served.As("editor"), "api/views", Save("hers", "?experiment=digits", true));
        await using var site = await Site.OpenAsync(Store);
        var (status, made) = await site.PostAsync("api/views", Save("mine", "?"));
        Assert.Equal((HttpStatusCode.OK, Environment.UserName), (status, made.GetProperty("owner").GetString()));
        Assert.All((await site.JsonAsync("api/views")).EnumerateArray(), v => Assert.True(v.GetProperty("isOwn").GetBoolean()));
        Assert.Equal(2, SharedDocuments.Open(Store, SharedKind.View).List().Count);
    }

    [Fact]
    public void Whose_rights_span_all_experiments_is_known()
    {
        Assert.Equal(AccessRole.Manager, AccessRights.Everything.OnAllExperiments);
        Assert.Null(new AccessRights([AccessGrant.Parse("editor:experiment=a*"), AccessGrant.Parse("approver")]).OnAllExperiments);
        Assert.Equal(AccessRole.Editor, new AccessRights([AccessGrant.Parse("editor"), AccessGrant.Parse("reader")]).OnAllExperiments);
    }
}

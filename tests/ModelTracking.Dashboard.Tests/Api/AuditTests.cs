using System.Text.Json;
using ModelTracking.Dashboard.Tests.Shared;

namespace ModelTracking.Dashboard.Tests.Api;

/// <summary>The audit log as administrators ask for it.</summary>
public sealed class AuditTests(DemoStore store) : IClassFixture<DemoStore>
{
    [Fact]
    public async Task It_is_paged_and_filtered_by_any_word_and_by_what_was_refused()
    {
        await using var site = await ServedSite.OpenAsync(store.Folder);
        for (var i = 0; i < 12; i++)
        {
            site.Audit.Add("ada", "model.alias", $"model churn/{i}", "champion", problem: i % 3 == 0 ? "the rule is not met" : null);
        }

        var page = await AskAsync(site, "from=5&limit=3");
        Assert.Equal((12, false), (page.GetProperty("total").GetInt32(), page.GetProperty("isCut").GetBoolean()));
        Assert.Equal(["model churn/6", "model churn/5", "model churn/4"], Targets(page));
        Assert.Equal(["model churn/9", "model churn/6", "model churn/3", "model churn/0"], Targets(await AskAsync(site, "refused=1")));
        Assert.Equal(["model churn/11", "model churn/10", "model churn/1"], Targets(await AskAsync(site, "q=CHURN/1")));
        Assert.Equal(4, Targets(await AskAsync(site, "q=rule")).Length);
        Assert.Empty(Targets(await AskAsync(site, "q=nothing")));
        Assert.Empty(Targets(await AskAsync(site, "from=100")));
    }

    private static async Task<JsonElement> AskAsync(ServedSite site, string query) => JsonDocument.Parse(await site.Administrator.GetStringAsync($"api/audit?{query}")).RootElement;

    private static string[] Targets(JsonElement page) => [.. page.GetProperty("entries").EnumerateArray().Select(e => e.GetProperty("target").GetString()!)];
}

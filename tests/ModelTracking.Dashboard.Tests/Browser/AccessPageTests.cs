using Microsoft.Playwright;
using ModelTracking.Access;
using ModelTracking.Dashboard.Tests.Shared;
using static Microsoft.Playwright.Assertions;

namespace ModelTracking.Dashboard.Tests.Browser;

/// <summary>Keys and the audit log in the browser of those who look after a dashboard.</summary>
public sealed class AccessPageTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private static AccessKey Make(ServedSite site, string name, string grant, DateTimeOffset? expires = null) => site.Keys.Create(name, [AccessGrant.Parse(grant)], expires, "root").Key;

    [SkippableFact]
    public async Task An_administrator_makes_a_key_that_is_shown_once_opens_and_is_revoked()
    {
        await using var site = await ServedSite.OpenAsync(browser.Folder);
        var key = site.Keys.Create("ada", [AccessGrant.Parse("administrator")], by: "test");
        await using var visit = await browser.LogInAsync(site, key.Secret);
        var page = visit.Page;
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Access" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "New key …" }).ClickAsync();
        const string hostile = "grace <img src=x onerror=alert(1)>";
        await page.GetByLabel("Whose it is, or what for").FillAsync(hostile);
        await page.GetByLabel("Role 1", new PageGetByLabelOptions { Exact = true }).SelectOptionAsync("editor");
        await page.GetByLabel("What role 1 is limited to").SelectOptionAsync("experiment");
        await page.GetByLabel("Name that role 1 is limited to").FillAsync("digits*");
        await page.GetByLabel("Ends").SelectOptionAsync("7");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Make the key" }).ClickAsync();
        var secret = await page.Locator(".secret code").TextContentAsync();
        Assert.Equal(hostile, site.Keys.Find(secret)!.Name);
        Assert.Equal("editor:experiment=digits*", Assert.Single(site.Keys.Find(secret)!.Grants).ToString());
        Assert.Empty(await visit.AxeAsync());
        await visit.ScreenshotAsync("light", "access-secret", whole: false);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "I have it" }).ClickAsync();

        var row = page.Locator("tbody tr", new PageLocatorOptions { HasText = hostile });
        await Expect(row).ToContainTextAsync("in 7 days");
        await Expect(page.Locator(".secret")).ToHaveCountAsync(0);
        Assert.DoesNotContain(secret![13..], await page.ContentAsync(), StringComparison.Ordinal);
        await row.GetByRole(AriaRole.Button).ClickAsync();
        await row.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
        Assert.Null(site.Keys.Find(secret));
        await page.GetByRole(AriaRole.Tab, new PageGetByRoleOptions { Name = "Audit log" }).ClickAsync();
        await Expect(page.Locator("tbody tr").First).ToContainTextAsync("key.revoke");
        await page.GetByLabel("Find in the audit log").FillAsync("key.create");
        await Expect(page.Locator("tbody tr").First).ToContainTextAsync("editor:experiment=digits*");
        await page.AddressHoldsAsync("q=key.create");
        Assert.Empty(visit.Complaints);

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Log out" }).ClickAsync();
        await page.Locator("#key").WaitForAsync();
        await page.GotoAsync(site.Server.Address.AbsoluteUri);
        await Expect(page.Locator("#key")).ToHaveCountAsync(1);
    }

    [SkippableTheory]
    [InlineData("light")]
    [InlineData("dark")]
    [InlineData("narrow")]
    [InlineData("zoomed")]
    [InlineData("forced")]
    public async Task The_pages_are_accessible_and_fit(string view)
    {
        await using var site = await ServedSite.OpenAsync(browser.Folder);
        var isSmall = view is "narrow" or "zoomed";
        await using (var door = await browser.AtTheDoorAsync(site, View.Of(view)))
        {
            await CheckAsync(door, "login-key");
            await door.Page.Locator("#key").FillAsync("mtk_wrong");
            await door.Page.Keyboard.PressAsync("Enter");
            await Expect(door.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not valid");
            await CheckAsync(door, "login-wrong-key");
            door.Complaints.RemoveAll(c => c.Contains("401", StringComparison.Ordinal));
            Assert.Empty(door.Complaints);
        }

        var key = site.Keys.Create("ada", [AccessGrant.Parse("administrator")], by: "test");
        Make(site, "build server", "editor:experiment=digits", DateTimeOffset.UtcNow.AddDays(5));
        Make(site, "A name that goes on and on, as names of service accounts do", "manager:model=digits-net");
        site.Keys.Revoke(Make(site, "gone", "reader").Id, "root");
        await ServedSite.PostAsync(site.As("reader"), $"api/runs/{DemoStore.Hero}/edit", "{\"starred\":true}");
        await using var visit = await browser.LogInAsync(site, key.Secret, View.Of(view));
        foreach (var (name, path) in new[] { ("access-keys", "access?all=1"), ("access-audit", "access?tab=audit"), ("access-audit-refused", "access?tab=audit&refused=1"), ("access-audit-none", "access?tab=audit&q=nothing+like+it") })
        {
            await visit.GoAsync(path);
            await CheckAsync(visit, name);
        }

        await visit.GoAsync("access");
        await visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "New key …" }).ClickAsync();
        await Expect(visit.Page.Locator("dialog[open]")).ToBeVisibleAsync();
        await CheckAsync(visit, "access-new-key");
        Assert.Empty(visit.Complaints);

        async Task CheckAsync(Visit seen, string name)
        {
            await seen.ScreenshotAsync(view, name, whole: !isSmall);
            Assert.Empty(await seen.AxeAsync());
            Assert.Equal(0, await seen.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth"));
        }
    }

    [SkippableFact]
    public async Task Who_may_not_take_a_comment_back_is_not_offered_it()
    {
        await using var site = await ServedSite.OpenAsync(browser.Folder);
        foreach (var (name, grant) in new[] { ("grace", "editor"), ("ada", "editor"), ("lena", "manager") })
        {
            await using var visit = await browser.LogInAsync(site, site.Keys.Create(name, [AccessGrant.Parse(grant)], by: "test").Secret);
            await visit.GoAsync($"runs/{DemoStore.Hero}");
            if (grant == "editor")
            {
                await visit.Page.GetByLabel("Comment", new PageGetByLabelOptions { Exact = true }).FillAsync($"As {name} sees it");
                await visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Comment", Exact = true }).ClickAsync();
            }

            foreach (var (by, isOffered) in name switch { "grace" => new[] { ("grace", true) }, "ada" => [("grace", false), ("ada", true)], _ => [("grace", true), ("ada", true)] })
            {
                var comment = visit.Page.Locator(".comments li", new PageLocatorOptions { HasText = $"As {by} sees it" });
                await Expect(comment).ToHaveCountAsync(1);
                await Expect(comment.GetByRole(AriaRole.Button)).ToHaveCountAsync(isOffered ? 1 : 0);
            }

            Assert.Empty(visit.Complaints);
        }
    }

    [SkippableFact]
    public async Task Who_hands_out_no_keys_sees_no_page_for_them_and_a_manager_sees_no_audit_log()
    {
        await using var site = await ServedSite.OpenAsync(browser.Folder);
        await using (var reader = await browser.LogInAsync(site, site.Keys.Create("reader", [AccessGrant.Parse("reader")], by: "test").Secret))
        {
            await Expect(reader.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Access" })).ToHaveCountAsync(0);
            await reader.GoAsync("access");
            await Expect(reader.Page.Locator("h2")).ToHaveTextAsync("Nothing for you here");
        }

        await using var manager = await browser.LogInAsync(site, site.Keys.Create("manager", [AccessGrant.Parse("manager:experiment=digits")], by: "test").Secret);
        await manager.GoAsync("access");
        await Expect(manager.Page.GetByRole(AriaRole.Tab)).ToHaveTextAsync(["API keys"]);
        await manager.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "New key …" }).ClickAsync();
        Assert.DoesNotContain("administrator", await manager.Page.GetByLabel("Role 1", new PageGetByLabelOptions { Exact = true }).TextContentAsync(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task On_ones_own_machine_there_is_no_such_page()
    {
        await using var visit = await browser.VisitAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Access" })).ToHaveCountAsync(0);
    }
}

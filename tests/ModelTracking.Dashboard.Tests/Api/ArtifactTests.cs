using System.Net;
using ModelTracking.Dashboard.Tests.Shared;

namespace ModelTracking.Dashboard.Tests.Api;

/// <summary>Bytes that somebody logged are never trusted, and no path leads out of a run.</summary>
public sealed class ArtifactTests(DemoStore store) : IClassFixture<DemoStore>
{
    /// <summary>Ways to write a path that leads elsewhere (T1 to T11).</summary>
    public static TheoryData<string> Escapes => new(
        "../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "..%252f..%252fetc%252fpasswd", "%2e%2e/%2E%2E/store.json", "..%09/store.json", "..\\..\\store.json", "..%5c..%5cstore.json",
        "a/../../store.json", "/etc/passwd", "C:/Windows/win.ini", "C:win.ini", "\\\\server\\share\\x", "\\\\?\\C:\\x", "//server/share", "file:///etc/passwd", "file:///x%23/../../etc/passwd",
        "config.json%00", "config.json%00.png", "config.json/", "./config.json", "config.json.", "config.json%20", "config.json::$DATA", "NUL", "CON.txt", "%c0%ae%c0%ae/store.json", "\u2025/store.json",
        "config.json?x=/../", "config.json;/../../store.json", "config.json#/../../store.json", "CONFIG.JSON", "");

    [Theory]
    [MemberData(nameof(Escapes))]
    public async Task A_path_that_is_not_exactly_a_listed_one_gives_nothing(string path)
    {
        await using var site = await Site.OpenAsync(store.Folder);
        foreach (var what in (string[])["artifact", "text", "table"])
        {
            foreach (var written in (string[])[path, Uri.EscapeDataString(path)])
            {
                using var response = await site.Client.GetAsync($"api/runs/{DemoStore.Hero}/{what}?path={written.Replace("#", "%23", StringComparison.Ordinal).Replace("&", "%26", StringComparison.Ordinal)}");
                Assert.True(response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{what}?path={written}: {response.StatusCode}");
            }
        }
    }

    [Theory]
    [InlineData("../../store.json")]
    [InlineData("..%2f..%2fstore.json")]
    [InlineData("....//")]
    [InlineData("00000000000000000000000000000001%00")]
    [InlineData("0000000000000000000000000000000g")]
    public async Task What_is_no_identity_names_no_run(string id)
    {
        await using var site = await Site.OpenAsync(store.Folder);
        foreach (var what in (string[])["", "/artifact?path=config.json", "/log", "/records", "/nested", "/live"])
        {
            using var response = await site.Client.GetAsync($"api/runs/{id}{what}");
            Assert.True(response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{id}{what}: {response.StatusCode}");
        }
    }

    [Theory]
    [InlineData("report.html", "text/html; charset=utf-8")]
    [InlineData("drawing.svg", "image/svg+xml")]
    public async Task Markup_is_shown_only_in_a_sandbox_without_scripts_or_origin(string path, string type)
    {
        await using var site = await Site.OpenAsync(store.Folder);
        using var response = await site.Client.GetAsync($"api/runs/{DemoStore.Hostile}/artifact?path={path}");
        Assert.Equal(type, response.Content.Headers.ContentType!.ToString());
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("sandbox;", policy, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("allow-", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task A_media_type_and_a_name_of_somebody_elses_choosing_get_into_no_header()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        using var response = await site.Client.GetAsync($"api/runs/{DemoStore.Hostile}/artifact?path={Uri.EscapeDataString("odd name; filename=\"evil.html\".bin")}");
        Assert.Equal("application/octet-stream", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.False(response.Headers.Contains("X-Evil"));
    }

    [Fact]
    public async Task A_download_is_an_attachment_with_its_own_name_and_all_bytes()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        using var response = await site.Client.GetAsync($"api/runs/{DemoStore.Hero}/artifact?path=models/net/model.zip&as=download");
        Assert.Equal("model.zip", response.Content.Headers.ContentDisposition!.FileName);
        Assert.Equal(48_000, (await response.Content.ReadAsByteArrayAsync()).Length);
    }

    [Fact]
    public async Task Bytes_that_were_changed_on_disk_are_not_given_out_as_the_artifact()
    {
        using var folder = new ModelTracking.Tests.TempFolder();
        await using (var client = DemoStore.Client(folder["store"]))
        {
            using var run = client.StartRun("x", new RunOptions { Id = DemoStore.Hero });
            run.LogText("the true text", "a.txt");
        }

        var stored = Directory.EnumerateFiles(folder["store"], "*", SearchOption.AllDirectories).Single(f => File.ReadAllText(f) == "the true text");
        File.SetAttributes(stored, FileAttributes.Normal);
        File.WriteAllText(stored, "something else");
        await using var site = await Site.OpenAsync(folder["store"]);
        using var response = await site.Client.GetAsync($"api/runs/{DemoStore.Hero}/text?path=a.txt");
        Assert.False(response.IsSuccessStatusCode);
    }
}

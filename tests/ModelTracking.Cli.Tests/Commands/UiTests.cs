using System.Net;
using System.Text.RegularExpressions;
using ModelTracking.Cli.Tests.Shared;
using ModelTracking.Tests;
using Spectre.Console;

namespace ModelTracking.Cli.Tests.Commands;

public sealed partial class UiTests(SampleStore store) : IClassFixture<SampleStore>
{
    [GeneratedRegex(@"http://\S+")]
    private static partial Regex Link();

    [Fact]
    public async Task The_printed_link_opens_the_store_and_Ctrl_C_ends_it()
    {
        using var seen = new WatchedOutput();
        using var ctrlC = new CancellationTokenSource();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(seen) });
        console.Profile.Width = Terminal.Unlimited;
        using var terminal = new Terminal(console, () => new MemoryStream(), TextWriter.Null) { Variable = _ => null };
        var ui = Tool.RunAsync(["ui", "--store", store.Folder, "--port", "0", "--no-open"], terminal, ctrlC.Token);
        await seen.Saw("Ctrl+C ends it.");
        var link = new Uri(Link().Match(seen.ToString()).Value);
        using (var browser = new HttpClient())
        {
            (await browser.GetAsync(link)).EnsureSuccessStatusCode();
            Assert.Contains(Samples.Baseline, await browser.GetStringAsync(new Uri(link, "api/runs")), StringComparison.Ordinal);
        }

        using (var stranger = new HttpClient())
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync(new Uri(link, "api/runs"))).StatusCode);
        }

        await ctrlC.CancelAsync();
        Assert.Equal(0, await ui);
        using var after = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => after.GetAsync(link));
    }

    [Fact]
    public async Task A_store_that_is_not_there_is_said_at_once()
    {
        using var folder = new TempFolder();
        var run = await ToolRun.Of(folder["none"], "ui", "--no-open", "--port", "0");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("none", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_none_is_bad_usage()
    {
        var run = await ToolRun.Of(store.Folder, "ui", "--port", "70000");
        Assert.Equal(2, run.ExitCode);
    }
}

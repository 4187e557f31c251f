using System.Diagnostics;

namespace ModelTracking.Tests.Analysis.Reports;

/// <summary>A headless Chromium, where there is one, that can reach nothing.</summary>
internal static class Browser
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <summary>The browser's path; null where none is installed.</summary>
    public static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => System.IO.Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    /// <summary>Opens a page, waits until its scripts have run, and takes a picture of it.</summary>
    /// <returns>The page as it stands then, and what it wrote to its console.</returns>
    public static async Task<(string Page, string Console)> OpenAsync(string file, string screenshot, string scratch)
    {
        var page = await RunAsync(scratch, "--dump-dom", new Uri(file).AbsoluteUri);
        await RunAsync(scratch, $"--screenshot={screenshot}", new Uri(file).AbsoluteUri);
        return (page.Output, string.Join('\n', page.Error.Split('\n').Where(l => l.Contains("CONSOLE", StringComparison.Ordinal))));
    }

    /// <summary>A copy of a page that says, in its title, how much it has asked for and how often its own policy had to stop it.</summary>
    public static async Task<string> WatchedAsync(string file)
    {
        const string Watch = "<script>let stopped=0;document.addEventListener('securitypolicyviolation',()=>stopped++);addEventListener('load',()=>setTimeout(()=>{document.title=`asked ${performance.getEntriesByType('resource').length}, stopped ${stopped}`},1000))</script>";
        var copy = file + ".watched.html";
        await File.WriteAllTextAsync(copy, (await File.ReadAllTextAsync(file)).Replace("<title>", Watch + "<title>", StringComparison.Ordinal));
        return copy;
    }

    private static async Task<(string Output, string Error)> RunAsync(string scratch, params string[] args)
    {
        string[] all =
        [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-default-apps", "--hide-scrollbars", "--window-size=1280,1800", "--virtual-time-budget=2000", "--enable-logging=stderr",
            // Cut off: no name is found, no address is reached.
            "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9",
            $"--user-data-dir={System.IO.Path.Combine(scratch, "profile")}", .. args,
        ];
        using var process = Process.Start(new ProcessStartInfo(Path!, all) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await process.WaitForExitAsync(patience.Token);
        return (await output, await error);
    }
}

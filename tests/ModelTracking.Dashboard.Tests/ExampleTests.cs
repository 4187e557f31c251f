using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ModelTracking.Tests;

namespace ModelTracking.Dashboard.Tests;

/// <summary>The example of an app with a login of its own and a training inside.</summary>
public sealed class ExampleTests
{
    private const string Listening = "Now listening on: ";

    [Fact]
    public async Task The_dashboard_of_an_app_is_behind_its_login_and_shows_the_training_that_runs_inside()
    {
        using var folder = new TempFolder();
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Dashboard.Embedded", configuration, "Dashboard.Embedded.dll"));
        var start = new ProcessStartInfo("dotnet", ["exec", program, "60"]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true };
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["APP_PASSWORD"] = "only for this test";
        start.Environment.Remove("MODELTRACKING_URI");
        using var process = Process.Start(start)!;
        try
        {
            var address = await AddressAsync(process);
            using var client = new HttpClient { BaseAddress = new Uri(address) };
            Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/tracking")).StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/tracking/api/runs")).StatusCode);
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("ada:only for this test")));
            Assert.Contains("<base href=\"/tracking/\">", await client.GetStringAsync("/tracking"), StringComparison.Ordinal);
            Assert.Equal("ada", JsonDocument.Parse(await client.GetStringAsync("/tracking/api/about")).RootElement.GetProperty("user").GetString());
            await SeeTrainingAsync(client);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    private static async Task<string> AddressAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return line[(at + Listening.Length)..].Trim();
            }
        }

        throw new InvalidOperationException("The example ended before it listened.");
    }

    // The stream says when the run has logged something.
    private static async Task SeeTrainingAsync(HttpClient client)
    {
        using var stream = new StreamReader(await client.GetStreamAsync("/tracking/api/live"));
        while (await stream.ReadLineAsync() is not null)
        {
            var runs = JsonDocument.Parse(await client.GetStringAsync("/tracking/api/runs?columns=count(metrics.loss)")).RootElement.GetProperty("rows");
            if (runs.GetArrayLength() == 1 && runs[0][8].ValueKind == JsonValueKind.Number && runs[0][8].GetDouble() > 0)
            {
                Assert.Equal("inside-the-app", runs[0][1].GetString());
                return;
            }
        }
    }
}

using System.Text.Json;
using ModelTracking.Dashboard.Tests.Shared;
using ModelTracking.Records;
using ModelTracking.Tests;

namespace ModelTracking.Dashboard.Tests.Api;

/// <summary>Watching a training that goes on.</summary>
public sealed class LiveTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private sealed record Event(string Id, string Name, JsonElement Data);

    private static async IAsyncEnumerable<Event> EventsAsync(Site site, string path)
    {
        using var end = new CancellationTokenSource(Patience);
        using var stream = await site.Client.GetStreamAsync(path, end.Token);
        using var reader = new StreamReader(stream);
        var (id, name) = ("", "");
        while (await reader.ReadLineAsync(end.Token) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                id = line[4..];
            }
            else if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                name = line[7..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                yield return new Event(id, name, JsonDocument.Parse(line[6..]).RootElement);
            }
        }
    }

    private static IEnumerable<double> Steps(Event e) => e.Data.GetProperty("series").EnumerateArray()
        .Where(s => s.GetProperty("key").GetString() == "loss").SelectMany(s => s.GetProperty("steps").EnumerateArray().Select(x => x.GetDouble()));

    [Fact]
    public async Task Points_come_once_each_also_when_the_server_was_started_again_in_between()
    {
        await using var client = DemoStore.Client(_folder["store"]);
        var run = client.StartRun("live", new RunOptions { Id = DemoStore.Hero });
        await LogAsync(run, 0, 10);
        var (seen, cursor) = (new List<double>(), "");
        await using (var site = await Site.OpenAsync(_folder["store"]))
        {
            await foreach (var e in EventsAsync(site, $"api/runs/{DemoStore.Hero}/live"))
            {
                cursor = e.Id;
                if (e.Name == "points")
                {
                    seen.AddRange(Steps(e));
                }

                if (seen.Count == 10)
                {
                    break;
                }
            }
        }

        await LogAsync(run, 10, 25);
        await using (var again = await Site.OpenAsync(_folder["store"]))
        {
            await foreach (var e in EventsAsync(again, $"api/runs/{DemoStore.Hero}/live?after={cursor}"))
            {
                if (e.Name == "points")
                {
                    seen.AddRange(Steps(e));
                }

                if (seen.Count == 25)
                {
                    await LogAsync(run, 25, 26);
                    await run.FinishAsync();
                }

                if (e.Name == "end")
                {
                    break;
                }
            }
        }

        Assert.Equal(Enumerable.Range(0, 26).Select(i => (double)i), seen);
    }

    [Fact]
    public async Task The_list_hears_of_runs_that_begin_log_and_end()
    {
        await using var client = DemoStore.Client(_folder["store"]);
        await client.StartRun("live").FinishAsync();
        await using var site = await Site.OpenAsync(_folder["store"]);
        Run? run = null;
        var (heard, ended) = (false, false);
        await foreach (var e in EventsAsync(site, "api/live"))
        {
            if (run is null)
            {
                run = client.StartRun("live", new RunOptions { Id = DemoStore.Failed });
                await LogAsync(run, 0, 3);
                continue;
            }

            heard |= e.Data.GetProperty("changed").EnumerateArray().Any(c => c.GetString() == DemoStore.Failed.ToString());
            if (heard && !ended)
            {
                ended = true;
                await run.FinishAsync();
                continue;
            }

            var status = (await site.JsonAsync("api/runs?columns=status&q=" + Uri.EscapeDataString($"run_id = '{DemoStore.Failed}'"))).GetProperty("rows")[0][3].GetString();
            if (status == "FINISHED")
            {
                return;
            }
        }

        Assert.Fail("The stream ended before the run's end was told.");
    }

    [Fact]
    public async Task Lines_of_the_log_and_other_changes_are_told_too()
    {
        await using var client = DemoStore.Client(_folder["store"]);
        var run = client.StartRun("live", new RunOptions { Id = DemoStore.Hero });
        run.Log(new ConsoleLogged([new ConsoleLine(DateTimeOffset.UnixEpoch, ConsoleSource.Out, "hello")]));
        run.SetTag("team", "vision");
        await run.FinishAsync();
        await using var site = await Site.OpenAsync(_folder["store"]);
        var names = new List<string>();
        await foreach (var e in EventsAsync(site, $"api/runs/{DemoStore.Hero}/live"))
        {
            names.Add(e.Name);
        }

        Assert.Equal(["log", "run", "end"], names);
    }

    private static async Task LogAsync(Run run, int from, int to)
    {
        for (var step = from; step < to; step++)
        {
            run.LogMetric("loss", 1.0 / (step + 1), step);
        }

        await run.FlushAsync();
    }
}

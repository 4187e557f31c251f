using System.Diagnostics;
using Mlflow.Stub;
using Mlflow.Stub.Faults;
using ModelTracking.Cli.Tests.Shared;
using ModelTracking.MLflow.Replication;
using ModelTracking.Records;
using ModelTracking.Tests;

namespace ModelTracking.Cli.Tests.Commands;

/// <summary>The tool as a process that is killed (SIGKILL) while it sends, at every request: the next sync makes it good, and no point is there twice.</summary>
public sealed class SyncKillTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static RunId Train(string store)
    {
        using var client = Some.Client(o => o.Store = store);
        using var run = client.StartRun("iris", new RunOptions { Name = "to send" });
        run.LogParam("lr", 0.1);
        for (var step = 0; step < 2500; step++)
        {
            run.LogMetric("loss", 1.0 / (step + 1), step);
        }

        run.LogMetric("odd", double.NaN, 0);
        run.LogText("hello", "notes.txt");
        return run.Id;
    }

    private static Process Start(string store, string to)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(Tool).Assembly.Location, "sync", "--to", to, "--store", store]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("MODELTRACKING_URI");
        start.Environment.Remove("MLFLOW_TRACKING_URI");
        return Process.Start(start)!;
    }

    /// <summary>The process dies with a request on its way: before the server has read it, after it was stored, or after the answer went out.</summary>
    private static Fault Death(string when, Func<Process> victim) => new(when, async c =>
    {
        if (when == "answered")
        {
            await c.SendAsync(c.Handle());
            await c.Connection.Response.Body.FlushAsync();
        }

        victim().Kill();
        await victim().WaitForExitAsync();
        if (when == "stored")
        {
            c.Handle();
        }

        c.Connection.Abort();
    });

    [Theory]
    [InlineData(StoreKind.Sql, "unread", 5)]
    [InlineData(StoreKind.Sql, "stored", 4)]
    [InlineData(StoreKind.File, "stored", 1)]
    [InlineData(StoreKind.File, "answered", 4)]
    public async Task Killed_at_any_request_it_doubles_and_loses_nothing(StoreKind kind, string when, int every)
    {
        await using var counted = await MlflowStub.StartAsync(new StubOptions { Store = kind });
        Train(_folder["counted"]);
        Assert.Equal(0, (await ToolRun.Of(_folder["counted"], "sync", "--to", counted.Address.ToString())).ExitCode);
        Assert.InRange(counted.RequestCount, 8, 40);
        for (var request = 1; request <= counted.RequestCount; request += every)
        {
            var store = _folder[$"store-{request}"];
            var id = Train(store);
            await using var server = await MlflowStub.StartAsync(new StubOptions { Store = kind });
            Process? victim = null;
            server.Faults.At(request, Death(when, () => victim!));
            victim = Start(store, server.Address.ToString());
            await victim.WaitForExitAsync();
            Assert.Equal(137, victim.ExitCode);
            victim.Dispose();

            var answer = await ToolRun.Of(store, "sync");
            if (request == 1)
            {
                // It had not come so far as to note where it was sending to.
                answer = await ToolRun.Of(store, "sync", "--to", server.Address.ToString());
            }

            Assert.True(answer.ExitCode == 0, $"request {request}: {answer.Error}");
            var run = Assert.Single(server.State.Runs.Values);
            Assert.Equal(id.ToString(), run.Tags[MlflowTarget.RunIdTag]);
            Assert.Equal(Enumerable.Range(0, 2500).Select(s => (long)s), run.Points("loss").Select(p => p.Step).Order());
            Assert.Single(run.Points("odd"));
            Assert.Equal(("0.1", "FINISHED"), (run.Params["lr"], run.Status));
            Assert.Equal("hello", System.Text.Encoding.UTF8.GetString(server.State.Artifacts.Find($"{run.ExperimentId}/{run.Id}/artifacts/notes.txt")!));
        }
    }
}

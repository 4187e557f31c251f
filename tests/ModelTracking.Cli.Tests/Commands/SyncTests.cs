using Mlflow.Stub;
using ModelTracking.Cli.Tests.Shared;
using ModelTracking.Tests;

namespace ModelTracking.Cli.Tests.Commands;

/// <summary>Sending runs to a server, and looking how far they are.</summary>
public sealed class SyncTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Train(string name)
    {
        using var client = Some.Client(o => o.Store = _folder.Path);
        using var run = client.StartRun("iris", new RunOptions { Name = name });
        for (var step = 0; step < 10; step++)
        {
            run.LogMetric("loss", step, step);
        }

        return run.Id.ToString();
    }

    [Fact]
    public async Task Runs_are_sent_once_and_the_second_sync_has_nothing_to_do()
    {
        await using var server = await MlflowStub.StartAsync();
        Train("first");
        Train("second");
        var to = server.Address.ToString();
        var sent = await ToolRun.Of(_folder.Path, "sync", "--to", to);
        Assert.True(sent.ExitCode == 0, sent.Error);
        Assert.Contains("2 of 2 runs complete", sent.Output, StringComparison.Ordinal);
        Assert.All(server.State.Runs.Values, r => Assert.Equal(10, r.Points("loss").Count));

        // The server is known from the first time.
        Assert.StartsWith("0 records sent; 2 of 2 runs complete", (await ToolRun.Of(_folder.Path, "sync")).Output, StringComparison.Ordinal);
        Assert.All(server.State.Runs.Values, r => Assert.Equal(0, r.DuplicatePoints));
    }

    [Fact]
    public async Task One_run_can_be_sent_by_its_name()
    {
        await using var server = await MlflowStub.StartAsync();
        Train("first");
        Train("second");
        await ToolRun.Of(_folder.Path, "sync", "second", "--to", server.Address.ToString());
        Assert.Equal("second", Assert.Single(server.State.Runs.Values).Name);
    }

    [Fact]
    public async Task How_far_runs_are_is_shown_without_a_network()
    {
        await using var server = await MlflowStub.StartAsync();
        var id = Train("first");
        await ToolRun.Of(_folder.Path, "sync", "--to", server.Address.ToString());
        await server.GoAwayAsync();
        var shown = await ToolRun.Of(_folder.Path, "replicas");
        Assert.Contains(server.Address.ToString().TrimEnd('/'), shown.Output, StringComparison.Ordinal);
        Assert.Contains(id[..8], shown.Output, StringComparison.Ordinal);
        var json = Assert.Single((await ToolRun.Of(_folder.Path, "replicas", "first", "--json")).Json.EnumerateArray().ToArray());
        Assert.True(json.GetProperty("complete").GetBoolean());
        Assert.Equal(0, json.GetProperty("lag").GetInt64());
    }

    [Fact]
    public async Task Without_a_server_it_says_how_to_name_one()
    {
        Train("first");
        var answer = await ToolRun.Of(_folder.Path, "sync");
        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("--to http://host:5000", answer.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await ToolRun.Of(_folder.Path, "sync", "--to", "folder")).ExitCode);
        Assert.Contains("Nothing was sent", (await ToolRun.Of(_folder.Path, "replicas")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_not_let_in_is_told_what_to_set()
    {
        await using var server = await MlflowStub.StartAsync(new StubOptions { Admin = ("admin", "password1234") });
        Train("first");
        var answer = await ToolRun.Of(_folder.Path, "sync", "--to", server.Address.ToString());
        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("MLFLOW_TRACKING_USERNAME", answer.Error, StringComparison.Ordinal);
    }
}

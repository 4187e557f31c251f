using System.Text.Json;
using ModelTracking.Backends;
using ModelTracking.Dashboard.Tests.Shared;
using ModelTracking.Records;
using ModelTracking.Replication;
using ModelTracking.Tests;

namespace ModelTracking.Dashboard.Tests.Api;

/// <summary>Somebody asks how a store is, and what went wrong in its runs.</summary>
public sealed class StoreTests(LineageStore store) : IClassFixture<LineageStore>
{
    private static Dictionary<string, int> Counts(JsonElement list) => list.EnumerateArray().ToDictionary(c => c.GetProperty("name").GetString()!, c => c.GetProperty("count").GetInt32());

    [Fact]
    public async Task It_tells_how_runs_ended_and_which_experiments_there_are()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var state = await site.JsonAsync("api/store");
        Assert.Equal(16, state.GetProperty("runs").GetInt32());
        Assert.Equal(new Dictionary<string, int> { ["FINISHED"] = 15, ["FAILED"] = 1 }, Counts(state.GetProperty("statuses")));
        Assert.Equal(["fraud 14 1", "pricing 2 0"], state.GetProperty("experiments").EnumerateArray().Select(e => $"{e.GetProperty("name")} {e.GetProperty("runs")} {e.GetProperty("failed")}").Order(StringComparer.Ordinal));
        Assert.Equal((3, 1), (state.GetProperty("models").GetInt32(), state.GetProperty("repositories").GetInt32()));
        Assert.Equal(Path.GetFullPath(store.Folder), state.GetProperty("folder").GetString());
        Assert.Equal(0, state.GetProperty("targets").GetArrayLength());
    }

    [Fact]
    public async Task Where_it_is_served_nobody_learns_its_folder_and_only_administrators_what_is_deleted_and_sent()
    {
        await using var site = await ServedSite.OpenAsync(store.Folder);
        var administrator = JsonDocument.Parse(await site.Administrator.GetStringAsync("api/store")).RootElement;
        Assert.False(administrator.TryGetProperty("folder", out _));
        Assert.True(administrator.TryGetProperty("targets", out _));
        foreach (var grant in (string[])["reader", "manager", "reader:experiment=pricing"])
        {
            var state = JsonDocument.Parse(await site.As(grant).GetStringAsync("api/store")).RootElement;
            Assert.False(state.TryGetProperty("folder", out _) || state.TryGetProperty("targets", out _) || state.TryGetProperty("deleted", out _), grant);
        }
    }

    [Fact]
    public async Task Who_may_see_one_experiment_learns_of_no_other()
    {
        await using var site = await ServedSite.OpenAsync(store.Folder);
        var pricing = site.As("reader:experiment=pricing");
        var text = await pricing.GetStringAsync("api/store");
        Assert.Equal(2, JsonDocument.Parse(text).RootElement.GetProperty("runs").GetInt32());
        Assert.DoesNotContain("fraud", text, StringComparison.Ordinal);
        Assert.Equal(0, JsonDocument.Parse(await pricing.GetStringAsync("api/alerts")).RootElement.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Deleted_runs_are_counted_until_they_are_gone()
    {
        using var folder = new TempFolder();
        await using (var client = DemoStore.Client(folder["store"]))
        {
            client.StartRun("x", new RunOptions { Id = LineageStore.Run(1) }).Dispose();
            client.StartRun("x", new RunOptions { Id = LineageStore.Run(2) }).Dispose();
        }

        FileStore.Open(folder["store"]).Delete(LineageStore.Run(1));
        await using var site = await Site.OpenAsync(folder["store"]);
        var state = await site.JsonAsync("api/store");
        Assert.Equal((1, 1), (state.GetProperty("runs").GetInt32(), state.GetProperty("deleted").GetInt32()));
    }

    [Fact]
    public async Task It_tells_what_waits_to_be_sent_where_and_why()
    {
        using var folder = new TempFolder();
        await using (var client = DemoStore.Client(folder["store"]))
        {
            foreach (var number in (int[])[1, 2])
            {
                using var run = client.StartRun("x", new RunOptions { Id = LineageStore.Run(number) });
                run.LogParam("lr", 0.1);
            }
        }

        await using (var replicator = new Replicator(FileStore.Open(folder["store"]), [new Elsewhere(refused: LineageStore.Run(2))]))
        {
            await replicator.SyncAsync();
        }

        await using var site = await Site.OpenAsync(folder["store"]);
        var target = Assert.Single((await site.JsonAsync("api/store")).GetProperty("targets").EnumerateArray());
        Assert.Equal("memory://elsewhere", target.GetProperty("name").GetString());
        Assert.Equal((1, 1, 0), (target.GetProperty("complete").GetInt32(), target.GetProperty("waiting").GetInt32(), target.GetProperty("running").GetInt32()));
        Assert.True(target.GetProperty("records").GetInt64() > 0);
        Assert.Contains("no permission", target.GetProperty("lastError").GetString(), StringComparison.Ordinal);
        Assert.True(target.GetProperty("lastSent").GetDouble() > 0);
    }

    // Takes every run but one.
    private sealed class Elsewhere(RunId refused) : IReplicationTarget
    {
        public string Name => "memory://elsewhere";

        public ReplicationLimits Limits { get; } = new();

        public bool Takes(TrackingRecord record) => true;

        public Task<IRunReplica> OpenRunAsync(ReplicaRequest request, CancellationToken cancellationToken) => request.Run.Id == refused
            ? throw new ReplicationException(ReplicationFault.Refused, "no permission")
            : Task.FromResult<IRunReplica>(new Replica());

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private sealed class Replica : IRunReplica
        {
            public string Id => "1";

            public bool IsNew => true;

            public Task<ReplicaAnswer> SendAsync(ReplicaBatch batch, CancellationToken cancellationToken) => Task.FromResult(new ReplicaAnswer());

            public Task UploadAsync(ArtifactUpload upload, CancellationToken cancellationToken) => Task.CompletedTask;

            public Task SetStatusAsync(RunSummary run, CancellationToken cancellationToken) => Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Warnings_and_errors_of_runs_are_listed_newest_first_and_what_is_no_trouble_is_not()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var alerts = await site.JsonAsync("api/alerts");
        Assert.Equal(["watchdog.nan", "watchdog.plateau", "watchdog.plateau"], alerts.GetProperty("alerts").EnumerateArray().Select(a => a.GetProperty("kind").GetString()));
        var first = alerts.GetProperty("alerts")[0];
        Assert.Equal((LineageStore.Run(12).ToString(), "Error", 40), (first.GetProperty("run").GetString(), first.GetProperty("severity").GetString(), first.GetProperty("step").GetInt32()));
        Assert.Equal(new Dictionary<string, int> { ["watchdog.plateau"] = 2, ["watchdog.nan"] = 1 }, Counts(alerts.GetProperty("kinds")));
        Assert.Equal(0, alerts.GetProperty("notLookedAt").GetInt32());
    }

    [Theory]
    [InlineData("kind=watchdog.plateau", 2)]
    [InlineData("severity=error", 1)]
    [InlineData("experiment=pricing", 0)]
    [InlineData("experiment=fraud", 3)]
    [InlineData("running=1", 0)]
    public async Task They_are_filtered(string filter, int count)
    {
        await using var site = await Site.OpenAsync(store.Folder);
        Assert.Equal(count, (await site.JsonAsync($"api/alerts?{filter}")).GetProperty("total").GetInt32());
        Assert.Equal(Math.Min(1, count), (await site.JsonAsync($"api/alerts?{filter}&limit=1")).GetProperty("alerts").GetArrayLength());
    }

    [Fact]
    public async Task What_a_run_tells_while_it_goes_on_is_there_the_next_time()
    {
        using var folder = new TempFolder();
        await using var client = DemoStore.Client(folder["store"]);
        await using var run = client.StartRun("x");
        await run.FlushAsync();
        await using var site = await Site.OpenAsync(folder["store"]);
        Assert.Equal(0, (await site.JsonAsync("api/alerts")).GetProperty("total").GetInt32());
        run.LogEvent("watchdog.silence", "No metric was logged for 12 minutes.", EventSeverity.Warning);
        await run.FlushAsync();
        Assert.Equal(1, (await site.JsonAsync("api/alerts?running=1")).GetProperty("total").GetInt32());
    }
}

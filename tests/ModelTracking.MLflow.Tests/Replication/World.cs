using ModelTracking.Backends;
using ModelTracking.Diagnostics;
using ModelTracking.MLflow.Replication;
using ModelTracking.Records;
using ModelTracking.Replication;
using ModelTracking.Tests;
using Mlflow.Stub;
using Mlflow.Stub.State;

namespace ModelTracking.MLflow.Tests.Replication;

/// <summary>A store with a run, and a stand-in for a server.</summary>
internal sealed class World : IAsyncDisposable
{
    private readonly TempFolder _folder = new();

    private World(MlflowStub server) => Server = server;

    public MlflowStub Server { get; }

    public TrackingDiagnostics Diagnostics { get; } = new();

    public string Folder => _folder.Path;

    public string Scratch(string name) => _folder[name];

    public static async Task<World> OpenAsync(StoreKind store = StoreKind.Sql, StubOptions? options = null) =>
        new(await MlflowStub.StartAsync(options ?? new StubOptions { Store = store }));

    /// <summary>Logs a run to the store, without a server.</summary>
    public RunId Train(Action<Run> log, RunOptions? options = null, string experiment = "iris")
    {
        using var client = Some.Client(o => o.Store = Folder);
        using var run = client.StartRun(experiment, options);
        log(run);
        return run.Id;
    }

    /// <summary>A run with 2,500 points of a loss, three odd values, params, a tag and two artifacts.</summary>
    public RunId TrainTypically() => Train(run =>
    {
        run.LogParam("lr", 0.1);
        run.SetTag("team", "cv");
        var loss = run.Metric("loss");
        for (var step = 0; step < 2500; step++)
        {
            loss.Log(1.0 / (step + 1), step);
        }

        run.LogMetric("odd", double.NaN, 0);
        run.LogMetric("odd", double.PositiveInfinity, 1);
        run.LogMetric("odd", double.NegativeInfinity, 2);
        run.LogText("hello", "notes/a.txt");
        run.LogText("{}", "config.json");
    });

    public MlflowOptions Options() => new()
    {
        Uri = Server.Address.ToString(),
        RetryDelay = TimeSpan.Zero,
        Variable = _ => null,
        Home = Folder,
    };

    public async Task<SyncReport> SyncAsync(MlflowOptions? options = null, TimeSpan? patience = null)
    {
        await using var replicator = new Replicator(
            FileStore.Open(Folder),
            [new MlflowTarget(options ?? Options())],
            new ReplicationOptions { Patience = patience ?? TimeSpan.Zero, FirstRetryDelay = TimeSpan.FromMilliseconds(1), Seed = 1 },
            Diagnostics);
        return await replicator.SyncAsync();
    }

    /// <summary>Syncs until everything is there, as a user would who calls it again.</summary>
    public async Task<int> SyncUntilDoneAsync(int most = 50)
    {
        for (var tries = 1; tries <= most; tries++)
        {
            if ((await SyncAsync()).Replicas.All(r => r.IsComplete))
            {
                return tries;
            }
        }

        throw new InvalidOperationException("It never came to an end.");
    }

    public StubRun Run(RunId id) => Server.State.Runs.Values.Single(r => r.Tags.GetValueOrDefault(MlflowTarget.RunIdTag) == id.ToString());

    public string? File(RunId id, string path) =>
        Server.State.Artifacts.Find($"{Run(id).ExperimentId}/{Run(id).Id}/artifacts/{path}") is { } bytes ? System.Text.Encoding.UTF8.GetString(bytes) : null;

    /// <summary>The typical run is at the server exactly once.</summary>
    public void AssertTypicalRunOnce(RunId id)
    {
        var run = Run(id);
        Assert.Equal(Enumerable.Range(0, 2500).Select(s => (long)s), run.Points("loss").Select(p => p.Step).Order());
        Assert.Equal(3, run.Points("odd").Count);
        Assert.Equal("0.1", run.Params["lr"]);
        Assert.Equal("cv", run.Tags["team"]);
        Assert.Equal("hello", File(id, "notes/a.txt"));
        Assert.Equal("{}", File(id, "config.json"));
        Assert.Equal("FINISHED", run.Status);
        Assert.Equal(0, run.DuplicatePoints);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Dispose();
    }
}

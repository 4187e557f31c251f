using AzureML.Stub;
using Microsoft.Extensions.Time.Testing;
using Mlflow.Stub;
using Mlflow.Stub.State;
using ModelTracking.Backends;
using ModelTracking.Diagnostics;
using ModelTracking.MLflow;
using ModelTracking.MLflow.Replication;
using ModelTracking.Records;
using ModelTracking.Replication;
using ModelTracking.Tests;

namespace ModelTracking.AzureML.Tests;

/// <summary>A store with runs, and a workspace.</summary>
internal sealed class Workspace : IAsyncDisposable
{
    private readonly TempFolder _folder = new();

    private Workspace(MlflowStub server)
    {
        Server = server;
        Service = new AzureService(server, Time);
        Identity = new Identity(Service, TimeSpan.FromHours(1));
    }

    public FakeTimeProvider Time { get; } = new(Some.Time);

    public MlflowStub Server { get; }

    public AzureService Service { get; }

    public Identity Identity { get; }

    public TrackingDiagnostics Diagnostics { get; } = new();

    /// <summary>The environment of the program.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    public string Folder => _folder.Path;

    public string Scratch(string name) => _folder[name];

    public static async Task<Workspace> OpenAsync() => new(await MlflowStub.StartAsync());

    public AzureMLOptions Options(bool isSignedIn = true) => new()
    {
        Uri = AzureService.Uri,
        Credential = isSignedIn ? Identity : null,
        PrimaryHandler = Service.Handler,
        TimeProvider = Time,
        Variable = Variables.GetValueOrDefault,
    };

    public RunId Train(Action<Run> log, RunOptions? options = null)
    {
        using var client = Some.Client(o => o.Store = Folder);
        using var run = client.StartRun("iris", options);
        log(run);
        return run.Id;
    }

    public async Task<SyncReport> SyncAsync(AzureMLOptions? options = null)
    {
        var mlflow = (options ?? Options()).ToMlflow();
        mlflow.RetryDelay = TimeSpan.Zero;
        await using var replicator = new Replicator(FileStore.Open(Folder), [new MlflowTarget(mlflow)], new ReplicationOptions { Patience = TimeSpan.Zero, Seed = 1 }, Diagnostics);
        return await replicator.SyncAsync();
    }

    public StubRun Run(RunId id) => Server.State.Runs.Values.Single(r => r.Tags.GetValueOrDefault(MlflowTarget.RunIdTag) == id.ToString());

    public string? File(RunId id, string path) => Bytes(id, path) is { } bytes ? System.Text.Encoding.UTF8.GetString(bytes) : null;

    public byte[]? Bytes(RunId id, string path) => Server.State.Artifacts.Find($"{Run(id).ExperimentId}/{Run(id).Id}/artifacts/{path}");

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Service.Dispose();
        _folder.Dispose();
    }
}

using System.Collections.Concurrent;
using AzureML.Stub;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Mlflow.Stub;
using ModelTracking.MLflow;
using ModelTracking.Tests;

namespace ModelTracking.Extensions.Hosting.Tests;

/// <summary>A hosted program that sends its runs to a tracking server, with the clients of its own factory.</summary>
public sealed class ServerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private HostApplicationBuilder Builder()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ModelTracking:Store"] = _folder["store"],
            ["ModelTracking:FlushOnExit"] = "false",
            ["ModelTracking:Capture:Environment"] = "false",
            ["ModelTracking:Capture:Code"] = "false",
            ["ModelTracking:Capture:Console"] = "false",
            ["ModelTracking:Capture:SystemMetrics"] = "false",
            ["ModelTracking:Capture:Gpu"] = "false",
        });
        builder.Services.AddModelTracking(builder.Configuration);
        return builder;
    }

    private static async Task TrainAsync(IHost host)
    {
        await host.StartAsync();
        await host.Services.GetRequiredService<IServiceScopeFactory>().TrackAsync((_, run) =>
        {
            run.LogMetric("loss", 1, 0);
            return Task.CompletedTask;
        });
        await host.StopAsync();
    }

    [Fact]
    public async Task Runs_appear_there_through_the_programs_own_handlers()
    {
        await using var server = await MlflowStub.StartAsync();
        var seen = new Seen();
        var builder = Builder();
        builder.Services.AddMlflow(o => o.Uri = server.Address.ToString()).AddHttpMessageHandler(() => new Witness(seen));
        using var host = builder.Build();
        await TrainAsync(host);
        Assert.Equal("FINISHED", server.State.Runs.Values.Single().Status);
        Assert.Contains(seen.Paths, p => p.EndsWith("runs/log-batch", StringComparison.Ordinal));
        Assert.Equal("Default", (await host.Services.GetRequiredService<MlflowClient>().Experiments.FindAsync("0"))!.Name);
    }

    [Fact]
    public async Task Settings_of_the_server_may_stand_in_the_configuration()
    {
        await using var server = await MlflowStub.StartAsync();
        var builder = Builder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["ModelTracking:Mlflow:Uri"] = server.Address.ToString(), ["ModelTracking:Mlflow:Token"] = "secret-token", ["ModelTracking:Mlflow:RequestTimeout"] = "00:00:30" });
        builder.Services.Configure<MlflowOptions>(builder.Configuration.GetSection("ModelTracking:Mlflow"));
        builder.Services.AddMlflow();
        using var host = builder.Build();
        await TrainAsync(host);
        Assert.Single(server.State.Runs);
        Assert.Equal("Bearer secret-token", server.Requests.First().Headers["authorization"]);
    }

    [Fact]
    public async Task The_most_talkative_log_holds_no_secret()
    {
        await using var server = await MlflowStub.StartAsync();
        var lines = new Lines();
        var builder = Builder();
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(lines);
        builder.Services.AddMlflow(o =>
        {
            o.Uri = server.Address.ToString();
            o.Token = "secret-token";
        });
        using var host = builder.Build();
        await TrainAsync(host);
        Assert.Contains(lines.Said, l => l.Contains("runs/log-batch", StringComparison.Ordinal));
        Assert.DoesNotContain(lines.Said, l => l.Contains("secret-token", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_the_store_names_too_gets_each_run_once()
    {
        await using var server = await MlflowStub.StartAsync();
        var builder = Builder();
        builder.Services.Configure<TrackingOptions>(o =>
        {
            o.Store = server.Address.ToString();
            o.JournalFolder = _folder["store"];
        });
        builder.Services.AddMlflow(o => o.Uri = server.Address.ToString());
        using var host = builder.Build();
        await TrainAsync(host);
        Assert.Single(server.State.Runs);
        Assert.Single(server.State.Runs.Values.Single().Points("loss"));
    }

    [Fact]
    public async Task A_workspace_of_Azure_ML_is_added_alike_and_beside_another_server()
    {
        await using var server = await MlflowStub.StartAsync();
        await using var behind = await MlflowStub.StartAsync();
        using var workspace = new AzureService(behind, TimeProvider.System);
        var builder = Builder();
        builder.Services.AddMlflow(o => o.Uri = server.Address.ToString());
        builder.Services.AddAzureML(o =>
        {
            o.Uri = AzureService.Uri;
            o.Credential = new Identity(workspace, TimeSpan.FromHours(1));
            o.PrimaryHandler = workspace.Handler;
        });
        using var host = builder.Build();
        await TrainAsync(host);
        Assert.Single(server.State.Runs);
        Assert.Equal("FINISHED", behind.State.Runs.Values.Single().Status);
        Assert.Equal(server.Address, host.Services.GetRequiredService<MlflowClient>().Connection.Address);
        Assert.Equal(AzureService.Uri, host.Services.GetRequiredKeyedService<MlflowClient>("ModelTracking.AzureML").Connection.Name);
    }

    private sealed class Seen
    {
        public ConcurrentQueue<string> Paths { get; } = new();
    }

    private sealed class Witness(Seen seen) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            seen.Paths.Enqueue(request.RequestUri!.AbsolutePath);
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Said { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Said.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}

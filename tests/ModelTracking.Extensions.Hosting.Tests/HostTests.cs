using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModelTracking.Backends;
using ModelTracking.Delivery;
using ModelTracking.Diagnostics;
using ModelTracking.Records;
using ModelTracking.Tests;

namespace ModelTracking.Extensions.Hosting.Tests;

/// <summary>Tracking in a program with a generic host.</summary>
public sealed class HostTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private HostApplicationBuilder Builder(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ModelTracking:Store"] = _folder["store"],
            ["ModelTracking:Experiment"] = "hosted",
            ["ModelTracking:FlushOnExit"] = "false",
            ["ModelTracking:Capture:Environment"] = "false",
            ["ModelTracking:Capture:Code"] = "false",
            ["ModelTracking:Capture:Console"] = "false",
            ["ModelTracking:Capture:SystemMetrics"] = "false",
            ["ModelTracking:Capture:Gpu"] = "false",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        return builder;
    }

    private async Task<List<RunSummary>> StoredAsync() => await Backends.FileStore.Open(_folder["store"]).Reader.ListRunsAsync().ToListAsync();

    [Fact]
    public void Options_are_those_of_the_configuration()
    {
        var builder = Builder(
            ("ModelTracking:Delivery:ShutdownTimeout", "00:00:05"),
            ("ModelTracking:Delivery:Durability", "EveryFlush"),
            ("ModelTracking:Capture:Meters:0", "My.*"),
            ("ModelTracking:Capture:Watchdogs:PlateauPoints", "7"),
            ("ModelTracking:ThrowOnError", "true"));
        builder.Services.AddModelTracking(builder.Configuration, o => o.Author = "set in code");
        using var host = builder.Build();
        var options = host.Services.GetRequiredService<IOptions<TrackingOptions>>().Value;
        Assert.Equal((_folder["store"], "hosted", "set in code"), (options.Store, options.Experiment, options.Author));
        Assert.Equal((TimeSpan.FromSeconds(5), Durability.EveryFlush), (options.Delivery.ShutdownTimeout, options.Delivery.Durability));
        Assert.Equal(["My.*"], options.Capture.Meters);
        Assert.Equal((7, false, true), (options.Capture.Watchdogs.PlateauPoints, options.Capture.Console, options.ThrowOnError));
    }

    [Fact]
    public void A_section_may_have_any_name()
    {
        var builder = Builder(("Experiments:Experiment", "mine"));
        builder.Services.AddModelTracking(builder.Configuration.GetSection("Experiments"));
        using var host = builder.Build();
        Assert.Equal("mine", host.Services.GetRequiredService<IOptions<TrackingOptions>>().Value.Experiment);
    }

    [Fact]
    public async Task A_value_that_makes_no_sense_fails_the_start_and_names_its_key()
    {
        var builder = Builder(("ModelTracking:Delivery:ShutdownTimeout", "soon"));
        builder.Services.AddModelTracking(builder.Configuration);
        using var host = builder.Build();
        var error = await Assert.ThrowsAsync<TrackingException>(() => host.StartAsync());
        Assert.Contains("ModelTracking:Delivery:ShutdownTimeout", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_scope_has_a_run_of_its_own_that_ends_with_it()
    {
        var builder = Builder();
        builder.Services.AddModelTracking(builder.Configuration);
        using var host = builder.Build();
        await host.StartAsync();
        for (var i = 0; i < 2; i++)
        {
            await using var scope = host.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<RunScope>().Options.Name = $"work-{i}";
            scope.ServiceProvider.GetRequiredService<Run>().LogMetric("loss", i);
            Assert.Same(scope.ServiceProvider.GetRequiredService<Run>(), scope.ServiceProvider.GetRequiredService<Run>());
        }

        var runs = await StoredAsync();
        await host.StopAsync();
        Assert.Equal(["work-0", "work-1"], runs.Select(r => r.Name).Order());
        Assert.All(runs, r => Assert.Equal((RunStatus.Finished, "hosted"), (r.Status, r.Experiment)));
    }

    [Fact]
    public async Task A_scope_that_asks_for_no_run_makes_none()
    {
        var builder = Builder();
        builder.Services.AddModelTracking(builder.Configuration);
        using var host = builder.Build();
        await host.StartAsync();
        await using (host.Services.CreateAsyncScope())
        {
        }

        await host.StopAsync();
        Assert.Empty(await StoredAsync());
    }

    [Theory]
    [InlineData(null, RunStatus.Finished)]
    [InlineData("broken", RunStatus.Failed)]
    [InlineData("cancelled", RunStatus.Killed)]
    public async Task Tracked_work_says_how_it_ended(string? fault, RunStatus status)
    {
        var builder = Builder();
        builder.Services.AddModelTracking(builder.Configuration);
        using var host = builder.Build();
        await host.StartAsync();
        var work = host.Services.GetRequiredService<IServiceScopeFactory>().TrackAsync(
            (services, run) =>
            {
                Assert.Same(run, services.GetRequiredService<Run>());
                return fault switch
                {
                    null => Task.CompletedTask,
                    "broken" => throw new InvalidDataException("no data"),
                    _ => throw new OperationCanceledException(),
                };
            },
            "tracked");
        var thrown = await Record.ExceptionAsync(() => work);
        await host.StopAsync();
        var stored = Assert.Single(await StoredAsync());
        Assert.Equal((status, "tracked", fault is null), (stored.Status, stored.Experiment, thrown is null));
    }

    [Fact]
    public async Task What_a_service_logs_while_it_stops_is_stored_even_when_it_was_added_first()
    {
        var builder = Builder();
        builder.Services.AddHostedService<LogsAtTheEnd>();
        builder.Services.AddModelTracking(builder.Configuration);
        using var host = builder.Build();
        await host.StartAsync();
        await host.StopAsync();
        var run = Assert.Single(await StoredAsync());
        Assert.Equal((2L, RunStatus.Finished), (run.Metric("loss")!.Count, run.Status));
    }

    [Fact]
    public async Task Trouble_is_told_to_the_program_s_logger()
    {
        var builder = Builder();
        var heard = new Heard();
        builder.Logging.AddProvider(heard);
        builder.Services.AddModelTracking(builder.Configuration);
        using var host = builder.Build();
        await host.StartAsync();
        await host.Services.GetRequiredService<IServiceScopeFactory>().TrackAsync((_, run) =>
        {
            run.LogMetric("", 1);
            return Task.CompletedTask;
        });
        await host.StopAsync();
        Assert.Contains(heard.Lines, l => l.StartsWith("ModelTracking: ", StringComparison.Ordinal) && l.Contains("key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_backend_that_hangs_does_not_hold_the_host_beyond_its_time()
    {
        var builder = Builder(("ModelTracking:Delivery:ShutdownTimeout", "00:01:00"));
        var backend = new Stuck();
        builder.Services.AddModelTracking(builder.Configuration, o => o.Backends.Add(backend));
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromMilliseconds(100));
        using var host = builder.Build();
        await host.StartAsync();
        host.Services.GetRequiredService<TrackingClient>().StartRun("stuck").LogMetric("loss", 1);
        await Record.ExceptionAsync(() => host.StopAsync());
        Assert.False(backend.LetGo.Task.IsCompleted);
        backend.LetGo.SetResult();
    }

    private sealed class LogsAtTheEnd(TrackingClient client) : IHostedService
    {
        private Run? _run;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            _run = client.StartRun();
            _run.LogMetric("loss", 1);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            _run!.LogMetric("loss", 0.5);
            return Task.CompletedTask;
        }
    }

    private sealed class Stuck : ITrackingBackend
    {
        public TaskCompletionSource LetGo { get; } = new();

        public async ValueTask WriteAsync(RecordBatch batch, CancellationToken cancellationToken) => await LetGo.Task;

        public ValueTask DisposeAsync() => default;
    }

    private sealed class Heard : ILoggerProvider, ILogger
    {
        private string _category = "";

        public System.Collections.Concurrent.ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => new Heard(Lines) { _category = categoryName };

        public Heard()
        {
        }

        private Heard(System.Collections.Concurrent.ConcurrentQueue<string> lines) => Lines = lines;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{_category}: {formatter(state, exception)}");

        public void Dispose()
        {
        }
    }
}

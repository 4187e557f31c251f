using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ModelTracking.Hosting;

/// <summary>Opens the store before anything trains, and closes it when everything else has stopped, in whatever order services were added.</summary>
internal sealed class TrackingLifetime : IHostedLifecycleService
{
    private readonly TrackingClient _client;
    private readonly ILogger? _logger;

    // Asking for the client opens the store: wrong options fail at the start of the program, not hours later.
    public TrackingLifetime(TrackingClient client, ILoggerFactory? logging = null)
    {
        _client = client;
        _logger = logging?.CreateLogger("ModelTracking");
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _client.DisposeAsync().AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _logger?.LogWarning("The host's shutdown time was over before all tracked runs were stored. What was written before is safe; give the host more time with HostOptions.ShutdownTimeout.");
        }
    }
}

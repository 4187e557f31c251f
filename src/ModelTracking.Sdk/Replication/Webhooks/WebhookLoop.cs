using ModelTracking.Delivery;
using ModelTracking.Versioning;

namespace ModelTracking.Replication.Webhooks;

/// <summary>Delivers whenever something happened, at intervals, and after failures when their wait is over.</summary>
internal sealed class WebhookLoop : IAsyncDisposable, IObserver<ModelEvent>
{
    private readonly ModelWebhooks _webhooks;
    private readonly WebhookOptions _options;
    private readonly RetrySchedule _retry;
    private readonly SemaphoreSlim _wake = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _lastTry = new();
    private readonly IDisposable _subscription;
    private readonly Random _random = new();
    private readonly Task _running;

    public WebhookLoop(ModelWebhooks webhooks, ModelRegistry models, WebhookOptions options, RetrySchedule retry)
    {
        _webhooks = webhooks;
        _options = options;
        _retry = retry;
        _subscription = models.Events.Subscribe(this);
        _running = Task.Run(RunAsync);
    }

    public void OnNext(ModelEvent value)
    {
        if (_wake.CurrentCount == 0)
        {
            _wake.Release();
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public async ValueTask DisposeAsync()
    {
        _subscription.Dispose();
        await _stop.CancelAsync().ConfigureAwait(false);
        using (_options.TimeProvider.CreateTimer(_ => _lastTry.Cancel(), null, _options.ShutdownTimeout, System.Threading.Timeout.InfiniteTimeSpan))
        {
            await _running.ConfigureAwait(false);
        }

        _lastTry.Dispose();
        _stop.Dispose();
        _wake.Dispose();
    }

    private async Task RunAsync()
    {
        var failures = 0;
        while (!_stop.IsCancellationRequested)
        {
            await WaitAsync(failures == 0 ? _options.Interval : _retry.Delay(failures, _random.NextDouble()), failures == 0).ConfigureAwait(false);
            failures = await DeliverAsync().ConfigureAwait(false) ? 0 : failures + 1;
        }

        if (_wake.CurrentCount > 0)
        {
            // Something happened while the last delivery was under way.
            await DeliverAsync().ConfigureAwait(false);
        }
    }

    // After a failure an event does not wake: the receiver is given its time.
    private async Task WaitAsync(TimeSpan time, bool isAwake)
    {
        try
        {
            using var timeout = new CancellationTokenSource(time, _options.TimeProvider);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _stop.Token);
            if (isAwake)
            {
                await _wake.WaitAsync(both.Token).ConfigureAwait(false);
            }
            else
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, both.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Time to look.
        }
    }

    private async Task<bool> DeliverAsync()
    {
        // What has happened until now is in this delivery; only what comes later is worth another one.
        _wake.Wait(0);
        try
        {
            return (await _webhooks.DeliverAsync(_lastTry.Token).ConfigureAwait(false)).All(s => s.Problem is null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or Diagnostics.TrackingException)
        {
            // The store is out of reach; it is asked again.
            return false;
        }
        catch (OperationCanceledException) when (_lastTry.IsCancellationRequested)
        {
            // The program ends; what waits is delivered by the next one.
            return false;
        }
    }
}

using ModelTracking.Versioning;

namespace ModelTracking.Replication.Webhooks;

/// <summary>
/// Tells a store's webhooks what this process does to models, beginning with the first thing it does: a program that only reads sends
/// nothing. Thread-safe.
/// </summary>
internal sealed class LiveWebhooks : IObserver<ModelEvent>, IAsyncDisposable
{
    private readonly VersionStore _versions;
    private readonly WebhookOptions _options;
    private readonly IDisposable _subscription;
    private readonly object _gate = new();
    private ModelWebhooks? _webhooks;
    private IAsyncDisposable? _delivery;
    private bool _isDisposed;

    public LiveWebhooks(VersionStore versions, WebhookOptions options)
    {
        _versions = versions;
        _options = options;
        _subscription = versions.Models.Events.Subscribe(this);
    }

    public void OnNext(ModelEvent value)
    {
        lock (_gate)
        {
            if (_delivery is null && !_isDisposed)
            {
                _webhooks = ModelWebhooks.Open(_versions, _options);
                _delivery = _webhooks.Start();
            }
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
        lock (_gate)
        {
            _isDisposed = true;
        }

        if (_delivery is not null)
        {
            await _delivery.DisposeAsync().ConfigureAwait(false);
            _webhooks!.Dispose();
        }
    }
}

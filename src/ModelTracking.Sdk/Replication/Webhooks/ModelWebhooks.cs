using ModelTracking.Delivery;
using ModelTracking.Diagnostics;
using ModelTracking.Versioning;

namespace ModelTracking.Replication.Webhooks;

/// <summary>
/// The webhooks of a store: addresses that are told what happens to its registered models, each event at least once and in order,
/// whatever process it happened in. How far each is stands in the store: a receiver that is away is caught up later.
/// Thread-safe, across processes too.
/// </summary>
public sealed class ModelWebhooks : IDisposable
{
    private readonly VersionStore _store;
    private readonly WebhookOptions _options;
    private readonly WebhookFiles _files;
    private readonly HttpClient _public;
    private readonly HttpClient _private;
    private readonly WebhookSender _sender;

    private ModelWebhooks(VersionStore store, string folder, WebhookOptions options)
    {
        _store = store;
        _options = options;
        _files = new WebhookFiles(folder);
        _public = Client(allowsPrivate: false);
        _private = Client(allowsPrivate: true);
        _sender = new WebhookSender(hook => hook.AllowPrivate ? _private : _public, options.Variable);

        HttpClient Client(bool allowsPrivate) =>
            new(options.Handler ?? WebhookGuard.Handler(allowsPrivate), disposeHandler: options.Handler is null) { Timeout = options.Timeout };
    }

    /// <summary>Opens the webhooks of a store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="options">How to deliver. Default: see <see cref="WebhookOptions"/>.</param>
    /// <exception cref="TrackingException">The store is no folder, so nothing could be remembered.</exception>
    public static ModelWebhooks Open(VersionStore store, WebhookOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        return new ModelWebhooks(store, store.Folder ?? throw new TrackingException("Webhooks need a store in a folder, where it is kept how far they are. Add a FileBackend to TrackingOptions.Backends."), options ?? new WebhookOptions());
    }

    /// <summary>Adds a webhook, or replaces the one of that name. It is told what happens from now on.</summary>
    /// <param name="webhook">The webhook.</param>
    /// <param name="withHistory">Tells it what happened before, too. Default: false.</param>
    /// <exception cref="ArgumentException">The name or the address is not allowed.</exception>
    public void Add(Webhook webhook, bool withHistory = false)
    {
        ArgumentNullException.ThrowIfNull(webhook);
        if (webhook.Name.Length is 0 or > 80 || !webhook.Name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.') || webhook.Name.Trim('.') != webhook.Name)
        {
            throw new ArgumentException($"The webhook's name '{webhook.Name}' was refused. Use 1 to 80 of a-z, 0-9, '-', '_' and '.'.", nameof(webhook));
        }

        if (!webhook.Address.IsAbsoluteUri || (webhook.Address.Scheme != Uri.UriSchemeHttps && webhook.Address.Scheme != Uri.UriSchemeHttp) || webhook.Address.UserInfo.Length > 0)
        {
            throw new ArgumentException($"The address of webhook '{webhook.Name}' was refused. Give an http or https address without a password in it.", nameof(webhook));
        }

        if (webhook.Address.Scheme == Uri.UriSchemeHttp && !webhook.AllowPrivate)
        {
            throw new ArgumentException($"The address of webhook '{webhook.Name}' was refused: what is told to others goes by https. Within your own network, set AllowPrivate (--private).", nameof(webhook));
        }

        var cursor = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (log, e) in withHistory ? [] : _store.Models.EventsAfter(cursor))
        {
            cursor[log] = e.Number;
        }

        _files.Write(new WebhookState(webhook, cursor));
    }

    /// <summary>Removes a webhook; false where there is none of that name.</summary>
    public bool Remove(string name) => _files.Remove(name);

    /// <summary>All webhooks, and how far each is.</summary>
    public IReadOnlyList<WebhookStatus> List() =>
        [.. _files.All().Select(s => new WebhookStatus(s.Webhook, s.Delivered, Pending(s).Count(p => s.Webhook.Wants(p.Event)), s.Problem))];

    /// <summary>Delivers what waits, each webhook until the first event that it does not take. Webhooks that another process serves at the moment are left to it.</summary>
    /// <returns>All webhooks, and how far each is now.</returns>
    public async Task<IReadOnlyList<WebhookStatus>> DeliverAsync(CancellationToken cancellationToken = default)
    {
        await Task.WhenAll(_files.All().Select(s => DeliverAsync(s.Webhook.Name, cancellationToken))).ConfigureAwait(false);
        return List();
    }

    /// <summary>Delivers in the background, at once what happens through this store's objects, and soon what other processes do, until it is disposed, which waits for one last try.</summary>
    public IAsyncDisposable Start() => new WebhookLoop(this, _store.Models, _options, new RetrySchedule(_options.FirstRetry, _options.LongestRetry));

    /// <summary>Ends what sends requests.</summary>
    public void Dispose()
    {
        _public.Dispose();
        _private.Dispose();
    }

    private async Task DeliverAsync(string name, CancellationToken cancellationToken)
    {
        using var held = _files.TryLock(name);
        if (held is null || _files.Find(name) is not { } state)
        {
            return;
        }

        foreach (var (log, e) in Pending(state))
        {
            var isWanted = state.Webhook.Wants(e);
            var problem = isWanted ? await _sender.SendAsync(state.Webhook, WebhookEvent.Of(log, e), cancellationToken).ConfigureAwait(false) : null;
            if (_files.Find(name)?.Webhook.Address != state.Webhook.Address)
            {
                // Removed or replaced meanwhile.
                return;
            }

            state = problem is null ? state.After(log, e.Number, isWanted) : state with { Problem = problem };
            _files.Write(state);
            if (problem is not null)
            {
                return;
            }
        }
    }

    private IReadOnlyList<(string Log, ModelEvent Event)> Pending(WebhookState state) => _store.Models.EventsAfter(state.Cursor);
}

using Azure.Core;

namespace ModelTracking.AzureML.Tokens;

/// <summary>
/// The token for each request: it is kept until shortly before it expires, or until the service refuses it. A job's own token comes first, and a signed-in
/// identity where there is none or it cannot be renewed. Only a good token of a job can be renewed, so that is done in the background,
/// however long nothing is sent. Thread-safe.
/// </summary>
/// <param name="first">The job's token; null outside of jobs.</param>
/// <param name="renewals">Where a new token comes from, in the order in which they are asked.</param>
/// <param name="time">The clock.</param>
internal sealed class TokenSource(AccessToken? first, IReadOnlyList<Func<AccessToken?, CancellationToken, ValueTask<AccessToken>>> renewals, TimeProvider time) : IDisposable
{
    /// <summary>So long before its end a token is renewed, as Microsoft's own client does.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromSeconds(95);

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);
    private readonly SemaphoreSlim _gate = new(1);
    private AccessToken? _token = first;
    private DateTimeOffset _askedAt = DateTimeOffset.MinValue;
    private ITimer? _timer;

    /// <summary>Renews in time from now on, until nobody uses it any more.</summary>
    public TokenSource KeepGood()
    {
        // Held weakly: a clock must not keep what everybody else has forgotten.
        _timer = time.CreateTimer(Renew, new WeakReference<TokenSource>(this), Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Wait();
        return this;
    }

    /// <summary>A token.</summary>
    /// <param name="isRefused">Whether the one given last was refused.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="MLflow.MlflowException">There is none; the message says what to do.</exception>
    public async ValueTask<string> GetAsync(bool isRefused, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var now = time.GetUtcNow();

            // Several requests may be refused at once: the first of them has brought the new one.
            var isFresh = now - _askedAt < TimeSpan.FromSeconds(5);
            if (_token is { } held && held.ExpiresOn - Ahead > now && (!isRefused || isFresh))
            {
                return held.Token;
            }

            var token = await RenewAsync(now, isRefused, cancellationToken).ConfigureAwait(false);
            _token = token;
            _askedAt = now;
            Wait();
            return token.Token;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _gate.Dispose();
    }

    private static void Renew(object? state)
    {
        if (((WeakReference<TokenSource>)state!).TryGetTarget(out var source))
        {
            _ = source.RenewInTimeAsync();
        }
    }

    private void Wait()
    {
        if (_token is { } token && token.ExpiresOn - Ahead - time.GetUtcNow() is var left && left < TimeSpan.FromDays(40))
        {
            _timer?.Change(left > TimeSpan.Zero ? left : Soon, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task RenewInTimeAsync()
    {
        try
        {
            await GetAsync(isRefused: false, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is MLflow.MlflowException or ObjectDisposedException)
        {
            // Who needs the token is told.
        }

        if (_token?.ExpiresOn > time.GetUtcNow())
        {
            Wait();
        }
    }

    private async ValueTask<AccessToken> RenewAsync(DateTimeOffset now, bool isRefused, CancellationToken cancellationToken)
    {
        Exception? last = null;
        foreach (var renewal in renewals)
        {
            try
            {
                return await renewal(_token, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                last = exception;
            }
        }

        // The old one may do for the seconds that are left of it.
        return _token is { } old && old.ExpiresOn > now && !isRefused ? old
            : throw new MLflow.MlflowException($"There is no token for Azure ML: {last?.Message.Split('\n')[0].TrimEnd() ?? "nobody is signed in."} {Profiles.AzureMLProfile.Remedy}", last) { StatusCode = System.Net.HttpStatusCode.Unauthorized, MayHaveArrived = false };
    }
}

namespace ModelTracking.Replication.Webhooks;

/// <summary>How webhooks are delivered. Plain values, read once.</summary>
public sealed class WebhookOptions
{
    /// <summary>How long one try may take. Default: 10 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a background delivery looks for what other processes did. Default: 5 seconds.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Wait after the first failure; it doubles with each further one. Default: 1 second.</summary>
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait between tries. Default: 5 minutes.</summary>
    public TimeSpan LongestRetry { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the end of a background delivery, so that of the client, may wait for a last try. Default: 10 seconds.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>What sends requests, for a proxy or a test; not disposed. It decides by itself which addresses it reaches. Default: null, one of its own, which follows no redirect and refuses private addresses (see <see cref="Webhook.AllowPrivate"/>).</summary>
    public HttpMessageHandler? Handler { get; set; }

    /// <summary>Reads the environment variable that holds a secret. Default: the process' environment.</summary>
    public Func<string, string?> Variable { get; set; } = Environment.GetEnvironmentVariable;
}

using System.Net;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace ModelTracking.MLflow.Connection;

/// <summary>
/// Repeats what may be repeated, with full jitter and by the server's own word, breaks the circuit when nearly everything fails, and limits
/// the time of each try. Long waits are left to whoever asked: the replicator has all the time there is.
/// </summary>
internal static class Resilience
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    public static void Configure(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, MlflowOptions options)
    {
        pipeline.TimeProvider = options.TimeProvider;
        var request = options.RequestTimeout ?? Seconds(options, "MLFLOW_HTTP_REQUEST_TIMEOUT") ?? TimeSpan.FromSeconds(120);
        var transfer = options.TransferTimeout ?? Seconds(options, "MLFLOW_ARTIFACT_UPLOAD_DOWNLOAD_TIMEOUT") ?? TimeSpan.FromHours(1);
        if (options.MaxRetries > 0)
        {
            pipeline.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = options.MaxRetries,
                ShouldHandle = args => ValueTask.FromResult(ShouldRepeat(KindOf(args.Context), args.Outcome)),
                DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(RetryAfter(args.Outcome.Result, options.TimeProvider)
                    ?? options.RetryDelay * Math.Pow(2, args.AttemptNumber) * Random.Shared.NextDouble()),
            });
        }

        pipeline.AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
        {
            FailureRatio = 0.9,
            MinimumThroughput = 20,
            SamplingDuration = TimeSpan.FromSeconds(30),
            BreakDuration = TimeSpan.FromSeconds(5),
            ShouldHandle = static args => ValueTask.FromResult(args.Outcome.Exception is HttpRequestException or TimeoutRejectedException
                || args.Outcome.Result?.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout),
        });
        pipeline.AddTimeout(new TimeoutStrategyOptions
        {
            TimeoutGenerator = args => ValueTask.FromResult(KindOf(args.Context).IsTransfer ? transfer : request),
        });
    }

    /// <summary>What the server asked to wait; null where it asked for nothing.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage? response, TimeProvider time) => response?.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow() is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
        _ => null,
    };

    /// <summary>Whether a request that failed like this surely did not reach the server.</summary>
    public static bool NeverArrived(Exception? exception) => exception is BrokenCircuitException
        || exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError };

    private static bool ShouldRepeat(CallKind kind, Outcome<HttpResponseMessage> outcome)
    {
        if (outcome.Result is { } response)
        {
            var isTransient = response.StatusCode is HttpStatusCode.TooManyRequests
                || (kind.IsRepeatable && response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout);
            return isTransient && !(RetryAfter(response, TimeProvider.System) > LongestWait);
        }

        return NeverArrived(outcome.Exception) ? outcome.Exception is not BrokenCircuitException
            : kind.IsRepeatable && outcome.Exception is HttpRequestException or TimeoutRejectedException;
    }

    private static CallKind KindOf(ResilienceContext context) =>
        context.GetRequestMessage() is { } request && request.Options.TryGetValue(CallKind.Key, out var kind) ? kind : CallKind.Once;

    private static TimeSpan? Seconds(MlflowOptions options, string variable) =>
        double.TryParse(options.Setting(null, variable), System.Globalization.CultureInfo.InvariantCulture, out var seconds) && seconds > 0 ? TimeSpan.FromSeconds(seconds) : null;
}

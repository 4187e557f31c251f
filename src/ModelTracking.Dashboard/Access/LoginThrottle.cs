using Microsoft.AspNetCore.Http;
using ModelTracking.Dashboard.Api;

namespace ModelTracking.Dashboard.Access;

/// <summary>Bounds how often somebody tries to come in. Thread-safe.</summary>
internal sealed class LoginThrottle(TimeProvider time)
{
    public const int MaxFailures = 20;
    private const int MaxKnown = 10_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _failures = new(StringComparer.Ordinal);
    private DateTimeOffset _windowEnd;

    /// <exception cref="ApiException">Too many attempts from there failed within the last minute.</exception>
    public void Check(string from)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (now >= _windowEnd)
            {
                _windowEnd = now + Window;
                _failures.Clear();
            }

            if (_failures.GetValueOrDefault(from) >= MaxFailures || _failures.Count >= MaxKnown)
            {
                throw new ApiException(StatusCodes.Status429TooManyRequests, "throttled", "Too many wrong keys. Wait a minute, then try again with the right one.");
            }
        }
    }

    public void Fail(string from)
    {
        lock (_gate)
        {
            _failures[from] = _failures.GetValueOrDefault(from) + 1;
        }
    }
}

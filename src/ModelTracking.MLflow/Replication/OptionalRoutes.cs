using System.Collections.Concurrent;

namespace ModelTracking.MLflow.Replication;

/// <summary>Routes that not every service has, and which of them this one was found to be without. Thread-safe.</summary>
internal sealed class OptionalRoutes
{
    private readonly ConcurrentDictionary<string, bool> _missing = new(StringComparer.Ordinal);

    /// <summary>Does what a route is needed for.</summary>
    /// <returns>False where the service has no such route.</returns>
    /// <exception cref="MlflowException">It has one, and failed.</exception>
    public async Task<bool> TryAsync(string route, Func<Task> work)
    {
        if (_missing.ContainsKey(route))
        {
            return false;
        }

        try
        {
            await work().ConfigureAwait(false);
            return true;
        }
        catch (MlflowException exception) when (IsUnknownRoute(exception))
        {
            _missing[route] = true;
            return false;
        }
    }

    // A thing that does not exist is told with a code of MLflow's; a route that does not exist, without a body or with a page.
    private static bool IsUnknownRoute(MlflowException exception) =>
        (int?)exception.StatusCode is 404 or 405 or 501 && exception.ErrorCode is null or "ENDPOINT_NOT_FOUND" or "NOT_IMPLEMENTED";
}

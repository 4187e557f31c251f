using Microsoft.AspNetCore.Http;
using ModelTracking.Dashboard.Api;

namespace ModelTracking.Dashboard.Live;

/// <summary>Bounds how many streams are open at once. Thread-safe.</summary>
internal sealed class StreamCount
{
    private int _open;

    /// <exception cref="ApiException">Too many are open.</exception>
    public IDisposable Take()
    {
        if (Interlocked.Increment(ref _open) > Limits.Streams)
        {
            Interlocked.Decrement(ref _open);
            throw new ApiException(StatusCodes.Status503ServiceUnavailable, "streams", "Too many pages watch this dashboard at once. Close some, or load this one again by hand.");
        }

        return new Place(this);
    }

    private sealed class Place(StreamCount count) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref count._open);
    }
}

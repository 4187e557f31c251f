using ModelTracking.Backends;
using ModelTracking.Capture;
using ModelTracking.Records;

namespace ModelTracking.Tests;

/// <summary>Things a test needs and does not care about.</summary>
public static class Some
{
    public static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <summary>A client on the given backends that touches nothing of the process.</summary>
    public static TrackingClient Client(params ITrackingBackend[] backends) => Client(_ => { }, backends);

    public static TrackingClient Client(Action<TrackingOptions> configure, params ITrackingBackend[] backends)
    {
        var options = new TrackingOptions { FlushOnExit = false, Seed = 1, Capture = CaptureOptions.Off(), LoggerFactory = Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance };
        foreach (var backend in backends)
        {
            options.Backends.Add(backend);
        }

        configure(options);
        return TrackingClient.Open(options);
    }

    public static MetricPoint Point(double value, long? step = null, long microseconds = 0) =>
        new(value, step ?? MetricPoint.NoStep, UnixTime.ToMicroseconds(Time) + microseconds);

    public static async Task<List<T>> ToListAsync<T>(this IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items)
        {
            list.Add(item);
        }

        return list;
    }
}

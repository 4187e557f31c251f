using ModelTracking.Records;

namespace ModelTracking.Capture;

/// <summary>The run, as capture sees it. Thread-safe; nothing here throws or waits for I/O, but <see cref="Store"/>.</summary>
internal interface ICaptureTarget
{
    RunId Id { get; }

    TimeProvider Time { get; }

    /// <summary>Logs a record, also while the run is ending.</summary>
    void Log(TrackingRecord record);

    /// <summary>Logs a point without a step.</summary>
    void LogMetric(string key, double value, MetricContext context = default);

    /// <summary>Stores bytes as an artifact before it returns.</summary>
    void Store(string path, byte[] bytes, string mediaType, string kind);

    /// <summary>Tells that something could not be captured.</summary>
    void Tell(string message, Exception? exception = null);
}

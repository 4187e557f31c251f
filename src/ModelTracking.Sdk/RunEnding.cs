using ModelTracking.Records;

namespace ModelTracking;

/// <summary>Makes the record that ends a run.</summary>
internal static class RunEnding
{
    public static RunEnded Of(RunStatus status, Exception? exception, DateTimeOffset time) => new(status)
    {
        Error = exception is null ? null : $"{exception.GetType().FullName}: {exception.Message}",
        ErrorDetails = exception?.ToString(),
        Time = time,
    };
}

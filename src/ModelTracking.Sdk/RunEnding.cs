using ModelTracking.Capture.Secrets;
using ModelTracking.Records;

namespace ModelTracking;

/// <summary>Makes the record that ends a run.</summary>
internal static class RunEnding
{
    public static RunEnded Of(RunStatus status, Exception? exception, DateTimeOffset time) => new(status)
    {
        Error = exception is null ? null : Redact($"{exception.GetType().FullName}: {exception.Message}"),
        ErrorDetails = exception is null ? null : Redact(exception.ToString()),
        Time = time,
    };

    // A driver's exception may quote the connection string it was given.
    private static string Redact(string text) => SecretRules.OfProcess.Redact(text);
}

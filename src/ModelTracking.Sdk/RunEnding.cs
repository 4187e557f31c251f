using ModelTracking.Capture.Secrets;
using ModelTracking.Records;

namespace ModelTracking;

/// <summary>Makes the record that ends a run.</summary>
internal static class RunEnding
{
    /// <param name="status">How it ended.</param>
    /// <param name="exception">What ended it; null for nothing.</param>
    /// <param name="time">When.</param>
    /// <param name="told">What was logged as its end, for a run that is taken over from elsewhere: it counts where the run ends in that way.</param>
    public static RunEnded Of(RunStatus status, Exception? exception, DateTimeOffset time, RunEnded? told = null) => told?.Status == status && told.Time != default ? told : new(status)
    {
        Error = exception is null ? null : Redact($"{exception.GetType().FullName}: {exception.Message}"),
        ErrorDetails = exception is null ? null : Redact(exception.ToString()),
        Time = time,
    };

    // A driver's exception may quote the connection string it was given.
    private static string Redact(string text) => SecretRules.OfProcess.Redact(text);
}

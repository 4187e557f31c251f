namespace ModelTracking.Records;

/// <summary>A writer's last word on a run.</summary>
/// <param name="Status">How it ended; never <see cref="RunStatus.Running"/> or <see cref="RunStatus.Crashed"/>.</param>
public sealed record RunEnded(RunStatus Status) : TrackingRecord
{
    /// <summary>The exception's type and message, for a failed run.</summary>
    public string? Error { get; init; }

    /// <summary>The exception with its stack trace, for a failed run.</summary>
    public string? ErrorDetails { get; init; }
}

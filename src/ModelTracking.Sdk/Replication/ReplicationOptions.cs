namespace ModelTracking.Replication;

/// <summary>How runs are replicated.</summary>
public sealed class ReplicationOptions
{
    /// <summary>How often the journal of a live run is looked at. Default: 1 s.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>First wait after the target could not be reached; doubles up to <see cref="MaxRetryDelay"/>, with jitter. Default: 1 s.</summary>
    public TimeSpan FirstRetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait between two tries. Default: 60 s.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long to leave a target alone that does not let us in. Default: 5 min.</summary>
    public TimeSpan PauseAfterRefusal { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a single sync tries to reach a target before it gives up. Default: 1 min. Following a live run never gives up.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long disposing the client waits for the target to get everything; what is missing then, <c>modeltracking sync</c> sends. Default: 10 s.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Artifacts of a run that are sent at the same time. Default: 4.</summary>
    public int ParallelUploads { get; set; } = 4;

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Seed for jitter; null for a random one. Default: null.</summary>
    public int? Seed { get; set; }
}

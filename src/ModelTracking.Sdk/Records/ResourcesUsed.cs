namespace ModelTracking.Records;

/// <summary>What a process of the run has used, told when it ends; where it was killed before it could, a reader concludes it from its system metrics.</summary>
public sealed record ResourcesUsed : TrackingRecord
{
    /// <summary>From the run's start to its end in this process.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Processor time of the process during the run, all cores together.</summary>
    public TimeSpan CpuTime { get; init; }

    /// <summary>Largest working set, in bytes: of all samples during the run, and of the whole process where the system keeps it.</summary>
    public long PeakMemoryBytes { get; init; }

    /// <summary>Bytes allocated on the managed heap during the run.</summary>
    public long AllocatedBytes { get; init; }

    /// <summary>Garbage collections during the run.</summary>
    public int Collections { get; init; }

    /// <summary>Time during which garbage collections stopped the program.</summary>
    public TimeSpan CollectionPause { get; init; }

    /// <summary>True where no process has told what it used in all, because it still runs or was killed: these are the values of the last sample of system metrics.</summary>
    public bool IsSoFar { get; init; }

    /// <summary>Largest memory use of one graphics processor, in bytes; null without one.</summary>
    public long? PeakGpuMemoryBytes { get; init; }
}

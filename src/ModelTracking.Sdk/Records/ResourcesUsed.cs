namespace ModelTracking.Records;

/// <summary>What a process of the run has used, told when it ends.</summary>
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

    /// <summary>Largest memory use of one graphics processor, in bytes; null without one.</summary>
    public long? PeakGpuMemoryBytes { get; init; }
}

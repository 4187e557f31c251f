using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>What a pass over a run's files shall decode, and who is told.</summary>
internal sealed class ScanRequest
{
    /// <summary>Which series; null for all.</summary>
    public Func<MetricKey, bool>? Wants { get; init; }

    /// <summary>Whether of the control records only those that decide about visibility are of interest.</summary>
    public bool OnlyResumes { get; init; }

    /// <summary>Told every control record, in order within its writer.</summary>
    public Action<string, TrackingRecord>? OnRecord { get; init; }

    /// <summary>Told every block of points; the block is used again afterwards.</summary>
    public Action<PointBlock>? OnBlock { get; init; }

    /// <summary>Whether points are decoded; if not, a block tells its key and count only.</summary>
    public bool Decodes { get; init; } = true;

    /// <summary>What was read before, and is brought up to date; null to begin at the front.</summary>
    public RunProgress? Progress { get; init; }

    /// <summary>Whether what is wrong in the files is reported (the first pass reports, later ones do not).</summary>
    public bool Reports { get; init; } = true;
}

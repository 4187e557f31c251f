using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>What a pass over a run's files found besides the records.</summary>
internal sealed class ScanResult
{
    /// <summary>The last good record of each writer, in the order of the writers.</summary>
    public List<WriterPosition> Positions { get; } = [];

    /// <summary>Segments with bytes that could not be read, and where these begin.</summary>
    public List<(SegmentFile Segment, long GoodUpTo)> Broken { get; } = [];

    /// <summary>Whether a frame of an unknown kind was passed over.</summary>
    public bool SawUnknownFrame { get; set; }

    /// <summary>Whether segments told anything that the sealed file does not have.</summary>
    public bool HasNewRecords { get; set; }
}

using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>Reads run folders. Sees what was written up to the call, also while the run is written or sealed. Thread-safe.</summary>
internal sealed class RunJournal
{
    private readonly IJournalFiles _files;
    private readonly JournalContext _context;
    private readonly LiveSummaries _live;

    /// <param name="files">The file system.</param>
    /// <param name="time">The clock, which decides whether a writer on another machine still lives.</param>
    /// <param name="onProblem">Told what is wrong in the files; a broken file never makes a read throw.</param>
    /// <param name="host">This machine's name; null for the real one.</param>
    public RunJournal(IJournalFiles files, TimeProvider time, Action<JournalProblem>? onProblem = null, string? host = null)
    {
        _files = files;
        _context = new JournalContext(files, time, host ?? Environment.MachineName, onProblem);
        _live = new LiveSummaries(_context);
    }

    /// <summary>The run's summary; null where the folder holds no run.</summary>
    /// <exception cref="JournalVersionException">The run was written in a newer format.</exception>
    public RunSummary? ReadSummary(string folder)
    {
        if (ReadSealedSummary(folder) is { } known)
        {
            return known;
        }

        using var snapshot = RunSnapshot.Open(folder, _context);
        if (snapshot is null)
        {
            return null;
        }

        return Conclude(_live.Read(folder, snapshot) ?? SummaryScan.Run(snapshot, _context).Summary, snapshot.HasLiveWriter);
    }

    /// <summary>The visible points of a series, by step, then time; empty where the run has no such series.</summary>
    /// <exception cref="JournalVersionException">The run was written in a newer format.</exception>
    public MetricPoint[] ReadPoints(string folder, MetricKey key, StepRange range = default)
    {
        using var snapshot = RunSnapshot.Open(folder, _context);
        return snapshot is null ? [] : PointScan.Read(snapshot, key, range, _context);
    }

    /// <summary>A series as at most <paramref name="maxBuckets"/> buckets.</summary>
    /// <exception cref="JournalVersionException">The run was written in a newer format.</exception>
    public MetricBucket[] ReadBuckets(string folder, MetricKey key, int maxBuckets, StepRange range = default)
    {
        using var snapshot = RunSnapshot.Open(folder, _context);
        return snapshot is null ? [] : BucketScan.Read(snapshot, key, maxBuckets, range, _context);
    }

    /// <summary>
    /// Every record after the positions, also points that a resumed run hides, in order within each writer. Batches
    /// own their memory and hold at most 10,000 points.
    /// </summary>
    /// <exception cref="JournalVersionException">The run was written in a newer format.</exception>
    public IEnumerable<RecordBatch> ReadRecords(string folder, IReadOnlyList<WriterPosition>? after = null) => Follow(folder, after).ReadNew();

    /// <summary>The same, to be asked again for what came since.</summary>
    public RunFollower Follow(string folder, IReadOnlyList<WriterPosition>? after = null) => new(this, folder, after ?? [], _context);

    /// <summary>Whether any process holds a lock of the run.</summary>
    public bool IsLive(string folder) => Liveness.AliveWriters(folder, _files.List(folder), _context).Count > 0;

    // The common case of a list with many runs: one listing, one open, one read.
    private RunSummary? ReadSealedSummary(string folder)
    {
        var names = _files.List(folder);
        if (!names.Contains(JournalNames.Sealed) || names.Any(JournalNames.IsSegment))
        {
            return null;
        }

        var path = Path.Combine(folder, JournalNames.Sealed);
        try
        {
            using var source = _files.OpenRead(path);
            var summary = SealedTail.ReadSummary(source, path);
            return summary is null ? null : Conclude(summary, Liveness.AliveWriters(folder, names, _context).Count > 0);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static RunSummary Conclude(RunSummary summary, bool isLive) =>
        summary.Status == RunStatus.Running && !isLive ? summary with { Status = RunStatus.Crashed } : summary;
}

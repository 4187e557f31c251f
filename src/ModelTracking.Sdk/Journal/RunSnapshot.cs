using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>
/// The files of a run, all opened at one time, so that sealing, which deletes segments, takes nothing away from a
/// reader. Not thread-safe.
/// </summary>
internal sealed class RunSnapshot : IDisposable
{
    private const int Attempts = 100;
    private readonly JournalContext _context;
    private readonly List<IDisposable> _open = [];

    private RunSnapshot(string folder, JournalContext context)
    {
        Folder = folder;
        _context = context;
    }

    public string Folder { get; }

    public RunId Run { get; private set; }

    public string[] Names { get; private set; } = [];

    public SealedFile? Sealed { get; private set; }

    /// <summary>In the order in which their points count as logged.</summary>
    public IReadOnlyList<SegmentsOfWriter> Writers { get; private set; } = [];

    /// <summary>Whether any process holds a lock of this run, with or without records.</summary>
    public bool HasLiveWriter { get; private set; }

    /// <summary>Opens a run; null where the folder holds nothing that can be read.</summary>
    /// <exception cref="JournalVersionException">The run was written in a newer format.</exception>
    public static RunSnapshot? Open(string folder, JournalContext context)
    {
        for (var attempt = 1; ; attempt++)
        {
            var snapshot = new RunSnapshot(folder, context);
            try
            {
                if (snapshot.TryOpen())
                {
                    return snapshot;
                }

                snapshot.Dispose();
                return null;
            }
            catch (FileNotFoundException) when (attempt < Attempts)
            {
                // Sealed in between: the sealed file has what the segment had.
                snapshot.Dispose();
            }
            catch
            {
                snapshot.Dispose();
                throw;
            }
        }
    }

    /// <summary>The last good record of a writer; 0 where it has none.</summary>
    public long ReadLastSequence(string writer)
    {
        var found = Writers.FirstOrDefault(w => w.Writer == writer);
        var last = found?.SealedUpTo ?? 0;
        foreach (var segment in found?.Segments ?? [])
        {
            using var reader = new SegmentReader(segment);
            while (reader.Read())
            {
                last = Math.Max(last, reader.Header.LastSequence);
            }
        }

        return last;
    }

    public void Dispose()
    {
        foreach (var one in _open)
        {
            one.Dispose();
        }

        _open.Clear();
    }

    private bool TryOpen()
    {
        // Who lives is asked before anything is read: whatever a dead writer wrote is then complete on disk.
        Names = _context.Files.List(Folder);
        var alive = Liveness.AliveWriters(Folder, Names, _context);
        HasLiveWriter = alive.Count > 0;
        var segments = new List<SegmentFile>();
        foreach (var name in _context.Files.List(Folder))
        {
            if (JournalNames.TryParseSegment(name, out var writer, out var number)
                && OpenSegment(name, number, alive.Contains(writer)) is { } segment)
            {
                segments.Add(segment);
            }
        }

        // Last: a sealed file that replaced segments before they were listed is there by now.
        OpenSealed();
        if (Sealed is null && segments.Count == 0)
        {
            return false;
        }

        Run = Sealed?.Header.Run ?? segments.MinBy(s => s.Header.Opened)!.Header.Run;
        segments.RemoveAll(IsForeign);
        Writers = Group(segments, alive);
        return true;
    }

    private SegmentFile? OpenSegment(string name, int number, bool isAlive)
    {
        var path = Path.Combine(Folder, name);
        var source = _context.Files.OpenRead(path);
        _open.Add(source);
        var segment = SegmentFile.Open(path, number, source);
        if (segment is null && !isAlive)
        {
            _context.OnProblem?.Invoke(new JournalProblem(
                path, 0, source.Length, "The segment's header cannot be read.", "'modeltracking doctor --repair' sets it aside."));
        }

        return segment;
    }

    private void OpenSealed()
    {
        var path = Path.Combine(Folder, JournalNames.Sealed);
        try
        {
            var source = _context.Files.OpenRead(path);
            _open.Add(source);
            Sealed = SealedFile.Open(path, source, _context.OnProblem);
        }
        catch (FileNotFoundException)
        {
            // Not sealed yet.
        }
    }

    private bool IsForeign(SegmentFile segment)
    {
        if (segment.Header.Run == Run)
        {
            return false;
        }

        _context.OnProblem?.Invoke(new JournalProblem(
            segment.Path, 0, segment.Source.Length, $"The segment belongs to run {segment.Header.Run}, not to {Run}.", "Move it to that run's folder."));
        return true;
    }

    private List<SegmentsOfWriter> Group(List<SegmentFile> segments, HashSet<string> alive)
    {
        var opened = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        var covered = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var entry in Sealed?.Header.Writers ?? [])
        {
            opened[entry.Writer] = entry.Opened;
            covered[entry.Writer] = entry.LastSequence;
        }

        foreach (var header in segments.OrderBy(s => s.Number).Select(s => s.Header))
        {
            opened.TryAdd(header.Writer, header.Opened);
        }

        return [.. opened
            .OrderBy(w => w.Value).ThenBy(w => w.Key, StringComparer.Ordinal)
            .Select(w => new SegmentsOfWriter(
                w.Key,
                w.Value,
                covered.GetValueOrDefault(w.Key),
                [.. segments.Where(s => s.Header.Writer == w.Key).OrderBy(s => s.Number)],
                alive.Contains(w.Key)))];
    }
}

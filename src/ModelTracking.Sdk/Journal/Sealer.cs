using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>
/// Rewrites a finished run as one columnar file. The file is written aside, synced, read back, renamed, read back
/// again; only then do the segments go. Whatever step fails, the run stays readable and whole.
/// </summary>
internal static class Sealer
{
    // Series are gathered this many points at a time, each time with one pass over the segments.
    private const long PointsAtOnce = 2_000_000;

    /// <summary>Seals a run whose writers have all ended; on request also one whose writers have died.</summary>
    /// <exception cref="IOException">The disk refuses; the run is as it was.</exception>
    /// <exception cref="JournalVersionException">The run was written in a newer format.</exception>
    public static SealOutcome Seal(
        string folder, IJournalFiles files, TimeProvider time, bool evenIfCrashed = false, Action<JournalProblem>? onProblem = null)
    {
        var context = JournalContext.Create(files, time, onProblem);
        IJournalLock held;
        try
        {
            if (files.List(folder).Length == 0)
            {
                return SealOutcome.Nothing;
            }

            held = files.OpenLock(Path.Combine(folder, JournalNames.SealLock), []);
        }
        catch (IOException) when (files.IsHeld(Path.Combine(folder, JournalNames.SealLock)))
        {
            return SealOutcome.Busy;
        }

        using (held)
        {
            return Seal(folder, context, evenIfCrashed);
        }
    }

    private static SealOutcome Seal(string folder, JournalContext context, bool evenIfCrashed)
    {
        List<string> covered;
        using (var snapshot = RunSnapshot.Open(folder, context))
        {
            if (snapshot is null)
            {
                return SealOutcome.Nothing;
            }

            if (snapshot.HasLiveWriter)
            {
                return SealOutcome.Live;
            }

            covered = [.. snapshot.Writers.SelectMany(w => w.Segments).Select(s => s.Path)];
            var scan = SummaryScan.Run(snapshot, context);
            if (covered.Count == 0 || !(scan.Files.HasNewRecords || snapshot.Sealed is null))
            {
                if (covered.Count > 0)
                {
                    // Sealed before, but stopped in between: make sure of the sealed file before the segments go.
                    context.Files.SyncFolder(folder);
                    SealedCheck.Verify(Path.Combine(folder, JournalNames.Sealed), scan, context.Files);
                }

                CleanUp(folder, covered, context);
                return SealOutcome.Nothing;
            }

            if (!scan.HasEnded && !evenIfCrashed)
            {
                return SealOutcome.NotEnded;
            }

            if (scan.Files.SawUnknownFrame)
            {
                return SealOutcome.NewerContent;
            }

            foreach (var (segment, goodUpTo) in scan.Files.Broken)
            {
                BrokenTail.Keep(segment.Path, goodUpTo, segment.Source, context.Files);
            }

            Replace(folder, snapshot, scan, context);
        }

        CleanUp(folder, covered, context);
        return SealOutcome.Sealed;
    }

    private static void Replace(string folder, RunSnapshot snapshot, SummaryScan scan, JournalContext context)
    {
        var temporary = Path.Combine(folder, JournalNames.Temporary());
        var target = Path.Combine(folder, JournalNames.Sealed);
        try
        {
            Write(temporary, snapshot, scan, context);
            SealedCheck.Verify(temporary, scan, context.Files);
            context.Files.Move(temporary, target);
        }
        catch
        {
            TryDelete(temporary, context.Files);
            throw;
        }

        context.Files.SyncFolder(folder);
        try
        {
            SealedCheck.Verify(target, scan, context.Files);
        }
        catch (IOException) when (snapshot.Sealed is null)
        {
            // The segments have everything, so a sealed file that the disk spoiled must not stand in front of them.
            TryDelete(target, context.Files);
            throw;
        }
    }

    private static void Write(string path, RunSnapshot snapshot, SummaryScan scan, JournalContext context)
    {
        var positions = scan.Files.Positions.ToDictionary(p => p.Writer, p => p.Sequence, StringComparer.Ordinal);
        var header = new SealedHeader(
            FrameHeader.Version,
            snapshot.Run,
            context.Time.GetUtcNow(),
            [.. snapshot.Writers.Select(w => new SealedWriterEntry(w.Writer, w.Opened, positions[w.Writer]))]);
        using var writer = new SealedWriter(context.Files.CreateNew(path), header);
        RunScan.Run(snapshot, new ScanRequest { Reports = false, OnRecord = writer.Add }, context);
        foreach (var group in Groups(scan.VisiblePoints))
        {
            var gathered = group.ToDictionary(key => key, key => new SeriesPoints(checked((int)scan.VisiblePoints[key]), withOrigin: true));
            RunScan.Run(snapshot, new ScanRequest
            {
                Reports = false,
                Wants = gathered.ContainsKey,
                OnBlock = block =>
                {
                    scan.Visibility.Hide(block);
                    gathered[block.Key].Add(block);
                },
            }, context);
            foreach (var key in group)
            {
                writer.Add(key, gathered[key]);
            }
        }

        writer.Complete(scan.Summary);
    }

    private static IEnumerable<List<MetricKey>> Groups(IReadOnlyDictionary<MetricKey, long> counts)
    {
        var group = new List<MetricKey>();
        var points = 0L;
        foreach (var (key, count) in counts.OrderBy(c => c.Key))
        {
            if (group.Count > 0 && points + count > PointsAtOnce)
            {
                yield return group;
                group = [];
                points = 0;
            }

            group.Add(key);
            points += count;
        }

        if (group.Count > 0)
        {
            yield return group;
        }
    }

    // What stays behind here is harmless: readers pass over what is sealed, and the next call or the doctor removes it.
    private static void CleanUp(string folder, IEnumerable<string> covered, JournalContext context)
    {
        foreach (var path in covered)
        {
            TryDelete(path, context.Files);
        }

        foreach (var name in context.Files.List(folder))
        {
            var path = Path.Combine(folder, name);
            if (JournalNames.IsTemporary(name) || (JournalNames.IsLock(name) && !Liveness.IsAlive(path, context)))
            {
                TryDelete(path, context.Files);
            }
        }

        try
        {
            context.Files.SyncFolder(folder);
        }
        catch (IOException)
        {
            // Segments that come back after a power cut are passed over.
        }
    }

    private static void TryDelete(string path, IJournalFiles files)
    {
        try
        {
            files.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // See CleanUp.
        }
    }
}

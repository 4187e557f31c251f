namespace ModelTracking.Journal;

/// <summary>Checks and repairs the folders of runs. Never touches what a live writer writes.</summary>
/// <param name="files">The file system.</param>
/// <param name="time">The clock.</param>
internal sealed class JournalDoctor(IJournalFiles files, TimeProvider time)
{
    /// <summary>What is wrong in a run's folder, each with what to do about it.</summary>
    public IReadOnlyList<JournalProblem> Check(string folder)
    {
        var problems = new List<JournalProblem>();
        var context = JournalContext.Create(files, time, problems.Add);
        try
        {
            Check(folder, context, problems);
        }
        catch (JournalVersionException e)
        {
            problems.Add(new JournalProblem(folder, 0, 0, e.Message, "Update the ModelTracking packages."));
        }

        return problems;
    }

    /// <summary>
    /// Sets bad tails aside, cuts them off, removes what interrupted work left behind, and seals an ended run.
    /// </summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="sealCrashed">Whether a run whose writers died is sealed as well.</param>
    /// <returns>What was found, each with what was done about it.</returns>
    /// <exception cref="IOException">The disk refuses; nothing is lost, and a later repair goes on.</exception>
    public IReadOnlyList<JournalProblem> Repair(string folder, bool sealCrashed = false)
    {
        var done = new List<JournalProblem>();
        var context = JournalContext.Create(files, time);
        try
        {
            CutBadTails(folder, context, done);
            RemoveLeftovers(folder, context, done);
            if (Sealer.Seal(folder, files, time, sealCrashed) == SealOutcome.Sealed)
            {
                done.Add(new JournalProblem(Path.Combine(folder, JournalNames.Sealed), 0, 0, "The run had ended but was not sealed.", "It was sealed."));
            }
        }
        catch (JournalVersionException e)
        {
            done.Add(new JournalProblem(folder, 0, 0, e.Message, "Nothing was changed."));
        }

        return done;
    }

    private static void Check(string folder, JournalContext context, List<JournalProblem> problems)
    {
        foreach (var name in context.Files.List(folder))
        {
            var path = Path.Combine(folder, name);
            if (JournalNames.IsTemporary(name))
            {
                problems.Add(new JournalProblem(path, 0, 0, "Sealing was interrupted.", "'modeltracking doctor --repair' removes the file; nothing is lost."));
            }
            else if (JournalNames.IsLock(name) && !Liveness.IsAlive(path, context))
            {
                problems.Add(new JournalProblem(path, 0, 0, "The writer died without closing the run.", "'modeltracking doctor --repair' removes its lock."));
            }
        }

        using var snapshot = RunSnapshot.Open(folder, context);
        if (snapshot is null)
        {
            return;
        }

        var scan = SummaryScan.Run(snapshot, context);
        if (scan.HasEnded && scan.Files.HasNewRecords && !snapshot.HasLiveWriter)
        {
            problems.Add(new JournalProblem(folder, 0, 0, "The run has ended but is not sealed.", "'modeltracking doctor --repair' seals it."));
        }
    }

    private static void CutBadTails(string folder, JournalContext context, List<JournalProblem> done)
    {
        var alive = Liveness.AliveWriters(folder, context.Files.List(folder), context);
        foreach (var name in context.Files.List(folder))
        {
            if (!JournalNames.TryParseSegment(name, out var writer, out _) || alive.Contains(writer))
            {
                continue;
            }

            var path = Path.Combine(folder, name);
            using var source = context.Files.OpenRead(path);
            var goodUpTo = GoodUpTo(source, path, out var isSegment);
            if (goodUpTo == source.Length && isSegment)
            {
                continue;
            }

            var kept = BrokenTail.Keep(path, isSegment ? goodUpTo : 0, source, context.Files);
            if (isSegment)
            {
                using var file = context.Files.OpenWrite(path);
                file.SetLength(goodUpTo);
                file.Sync();
            }
            else
            {
                context.Files.Delete(path);
            }

            context.Files.SyncFolder(folder);
            done.Add(new JournalProblem(
                path, goodUpTo, kept, "The end of the segment could not be read.", $"{kept} bytes were moved to '{JournalNames.Broken(name)}'."));
        }
    }

    private static long GoodUpTo(IJournalSource source, string path, out bool isSegment)
    {
        var segment = SegmentFile.Open(path, 0, source);
        isSegment = segment is not null;
        if (segment is null)
        {
            return 0;
        }

        using var reader = new SegmentReader(segment);
        var block = new PointBlock();
        while (reader.Read())
        {
            // Decoded as well, because a frame that makes no sense is as bad as one with a wrong checksum.
            if (reader.Header.Type == FrameType.Metrics)
            {
                reader.ReadBlocks(0, null, block, _ => { });
            }
        }

        return reader.Frames.NextOffset;
    }

    private static void RemoveLeftovers(string folder, JournalContext context, List<JournalProblem> done)
    {
        // A sealing in progress shows by its lock; its temporary file is not ours to remove.
        var isSealing = context.Files.IsHeld(Path.Combine(folder, JournalNames.SealLock));
        foreach (var name in context.Files.List(folder))
        {
            var path = Path.Combine(folder, name);
            var isStale = (JournalNames.IsTemporary(name) && !isSealing)
                || (JournalNames.IsLock(name) && !Liveness.IsAlive(path, context));
            if (isStale)
            {
                context.Files.Delete(path);
                done.Add(new JournalProblem(path, 0, 0, "Left behind by a process that died.", "It was removed."));
            }
        }
    }
}

using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>Reads a run again and again, each time what is new since the last time. Not thread-safe.</summary>
internal sealed class RunFollower
{
    private readonly RunJournal _journal;
    private readonly string _folder;
    private readonly JournalContext _context;
    private readonly RunProgress _progress = new();

    public RunFollower(RunJournal journal, string folder, IEnumerable<WriterPosition> after, JournalContext context)
    {
        (_journal, _folder, _context) = (journal, folder, context);
        foreach (var position in after)
        {
            _progress.Note(position.Writer, Math.Max(position.Sequence, _progress.LastOf(position.Writer)));
        }
    }

    /// <summary>Whether more may come, as it was known before the last reading: what was written before the end was then read too.</summary>
    public bool GoesOn { get; private set; } = true;

    /// <summary>Everything since the last time, in order within each writer. Batches own their memory and hold at most 10,000 points.</summary>
    /// <exception cref="JournalVersionException">The run was written in a newer format.</exception>
    public IEnumerable<RecordBatch> ReadNew()
    {
        using var snapshot = RunSnapshot.Open(_folder, _context);
        if (snapshot is null)
        {
            // A writer that has just begun holds its lock before it has written anything.
            GoesOn = _journal.IsLive(_folder);
            yield break;
        }

        GoesOn = snapshot.HasLiveWriter;
        var mayHaveEnded = false;
        foreach (var batch in RecordStream.Read(snapshot, _progress, _context))
        {
            mayHaveEnded |= batch.Records.Any(r => r is RunEnded);
            yield return batch;
        }

        if (mayHaveEnded && GoesOn)
        {
            // The writer keeps its lock while it seals, which adds nothing to read; and another writer may go on.
            GoesOn = _journal.ReadSummary(_folder) is { Status: RunStatus.Running };
        }
    }
}

namespace ModelTracking.Journal;

/// <summary>
/// When a new writer of a run counts as opened. Writers are read in this order, and among words of the same time the last
/// one read counts: so a writer stands after those it found, also where the clock was set back or has not moved on.
/// </summary>
internal static class WriterOrder
{
    public static DateTimeOffset AfterOthers(string runFolder, IJournalFiles files, JournalWriterOptions options)
    {
        var now = options.Time.GetUtcNow();
        try
        {
            if (!files.List(runFolder).Any(name => name == JournalNames.Sealed || JournalNames.IsSegment(name)))
            {
                return now;
            }

            using var snapshot = RunSnapshot.Open(runFolder, new JournalContext(files, options.Time, options.Host, OnProblem: null));
            return snapshot is { Writers: [.., { Opened: var last }] } && last >= now ? last.AddTicks(1) : now;
        }
        catch (Exception exception) when (DiskTrouble.Is(exception) || exception is JournalVersionException)
        {
            // Whoever reads the run is told what is wrong with it; it is no reason not to write.
            return now;
        }
    }
}

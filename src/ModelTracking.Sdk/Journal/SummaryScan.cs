using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>Makes a run's summary from its records: one pass, and a second one only where points may be hidden.</summary>
/// <param name="Summary">The summary; a crashed run still counts as running here.</param>
/// <param name="HasEnded">Whether every writer said that it ended, or was taken up by a later one.</param>
/// <param name="Visibility">Which points are to be seen.</param>
/// <param name="VisiblePoints">Number of visible points of each series.</param>
/// <param name="Files">What was found in the files.</param>
internal sealed record SummaryScan(
    RunSummary Summary, bool HasEnded, Visibility Visibility, IReadOnlyDictionary<MetricKey, long> VisiblePoints, ScanResult Files)
{
    public static SummaryScan Run(RunSnapshot snapshot, JournalContext context)
    {
        var visibility = new Visibility();
        var builder = new RunSummaryBuilder(snapshot.Run);
        var points = new Dictionary<MetricKey, long>();
        var files = RunScan.Run(snapshot, new ScanRequest
        {
            OnRecord = (writer, record) =>
            {
                visibility.Note(writer, record);
                builder.Add(writer, record);
            },
            OnBlock = block =>
            {
                visibility.Note(block);
                Add(block, builder, points);
            },
        }, context);

        if (visibility.IsNeeded)
        {
            builder = new RunSummaryBuilder(snapshot.Run);
            points.Clear();
            RunScan.Run(snapshot, new ScanRequest
            {
                Reports = false,
                OnRecord = builder.Add,
                OnBlock = block =>
                {
                    visibility.Hide(block);
                    Add(block, builder, points);
                },
            }, context);
        }

        foreach (var position in files.Positions)
        {
            builder.Advance(position.Writer, position.Sequence);
        }

        return new SummaryScan(builder.Build(), builder.HasEnded, visibility, points, files);
    }

    private static void Add(PointBlock block, RunSummaryBuilder builder, Dictionary<MetricKey, long> points)
    {
        if (block.Count > 0)
        {
            points[block.Key] = points.GetValueOrDefault(block.Key) + block.Count;
            builder.Add(block.Key, block.Points);
        }
    }
}

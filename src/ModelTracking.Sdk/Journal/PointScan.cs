using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>Reads the visible points of one series, in visible order.</summary>
internal static class PointScan
{
    public static MetricPoint[] Read(RunSnapshot snapshot, MetricKey key, StepRange range, JournalContext context)
    {
        var isSealedAlone = snapshot.Sealed is not null && snapshot.Writers.All(w => w.Segments.Count == 0);
        var points = isSealedAlone ? ReadSealed(snapshot.Sealed!, key, range) : ReadAll(snapshot, key, context);
        VisibleOrder.Sort(points);
        var within = VisibleOrder.Within(points, range);
        return within.Equals(..points.Length) ? points : points[within];
    }

    // What is hidden was dropped when the run was sealed, so blocks outside the range need not be looked at.
    private static MetricPoint[] ReadSealed(SealedFile file, MetricKey key, StepRange range)
    {
        if (file.Find(key) is not { } series)
        {
            return [];
        }

        var touched = series.Blocks.Where(b => b.Touches(range)).ToList();
        var found = new SeriesPoints((int)Math.Min(Array.MaxLength, touched.Sum(b => (long)b.Count)));
        var block = new PointBlock();
        foreach (var entry in touched)
        {
            if (file.ReadBlock(key, entry, block))
            {
                found.Add(block);
            }
        }

        return found.ToArray();
    }

    private static MetricPoint[] ReadAll(RunSnapshot snapshot, MetricKey key, JournalContext context)
    {
        var visibility = new Visibility();

        // Counted first: growing an array of millions of points costs more than reading the files twice.
        var count = 0L;
        RunScan.Run(snapshot, new ScanRequest
        {
            Wants = wanted => wanted == key,
            Reports = false,
            Decodes = false,
            OnBlock = block => count += block.Count,
        }, context);
        var found = new SeriesPoints((int)Math.Min(Array.MaxLength, count));
        RunScan.Run(snapshot, new ScanRequest
        {
            Wants = wanted => wanted == key,
            OnlyResumes = true,
            OnRecord = visibility.Note,
            OnBlock = block =>
            {
                visibility.Note(block);
                found.Add(block);
            },
        }, context);
        if (!visibility.IsNeeded)
        {
            return found.ToArray();
        }

        var visible = new SeriesPoints(found.Count);
        RunScan.Run(snapshot, new ScanRequest
        {
            Wants = wanted => wanted == key,
            Reports = false,
            OnBlock = block =>
            {
                visibility.Hide(block);
                visible.Add(block);
            },
        }, context);
        return visible.ToArray();
    }
}

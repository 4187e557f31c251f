using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>Finds and reads a stretch of a sealed series by place, decoding only the blocks it touches. Not thread-safe.</summary>
internal sealed class SealedWindow(SealedFile file, SealedSeries series)
{
    private readonly PointBlock _block = new();
    private SealedBlockEntry? _loaded;

    /// <summary>Where the range begins and ends in the series (sorted, or the range is everything); false where a block is bad.</summary>
    public bool TryFind(StepRange range, out long from, out long to)
    {
        from = 0;
        to = series.Count;
        if (range == StepRange.All)
        {
            return true;
        }

        // No blocks before the start are touched: whole blocks are skipped by their steps.
        var place = 0L;
        long? first = null;
        var end = 0L;
        foreach (var entry in series.Blocks)
        {
            if (entry.Touches(range))
            {
                var isInside = entry.FirstStep >= (range.From ?? long.MinValue) && entry.LastStep <= (range.To ?? long.MaxValue)
                    && entry.FirstStep != MetricPoint.NoStep;
                var (start, length) = (0, entry.Count);
                if (!isInside)
                {
                    if (!TryLoad(entry))
                    {
                        return false;
                    }

                    (start, length) = VisibleOrder.Within(_block.Points, range).GetOffsetAndLength(entry.Count);
                }

                if (length > 0)
                {
                    first ??= place + start;
                    end = place + start + length;
                }
            }

            place += entry.Count;
        }

        from = first ?? 0;
        to = first is null ? 0 : end;
        return true;
    }

    /// <summary>Puts the points from one place to another into their buckets; false where a block is bad.</summary>
    public bool TryFill(BucketPlan plan, Span<MetricBucket> buckets, long from, long to)
    {
        var place = 0L;
        foreach (var entry in series.Blocks)
        {
            var end = place + entry.Count;
            if (place < to && end > from)
            {
                if (!TryLoad(entry))
                {
                    return false;
                }

                var start = (int)Math.Max(0, from - place);
                var stop = (int)(Math.Min(end, to) - place);
                plan.Fill(buckets, _block.Points[start..stop], place + start);
            }

            place = end;
        }

        return true;
    }

    private bool TryLoad(SealedBlockEntry entry)
    {
        if (ReferenceEquals(_loaded, entry))
        {
            return true;
        }

        _loaded = file.ReadBlock(series.Key, entry, _block) ? entry : null;
        return _loaded is not null;
    }
}

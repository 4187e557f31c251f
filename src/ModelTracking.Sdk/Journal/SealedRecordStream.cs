using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>
/// Gives a sealed writer's records back in the order of their numbers. Points stand by series in the file, so they
/// are put back in turn window by window: memory stays the same however long the run is. Not thread-safe.
/// </summary>
internal sealed class SealedRecordStream(SealedFile file, string writer)
{
    private const int Window = 1 << 17;
    private readonly MetricPoint[] _points = new MetricPoint[Window];
    private readonly int[] _seriesOf = new int[Window];
    private readonly PointBlock _block = new();

    public IEnumerable<RecordBatch> Read(long after)
    {
        var builder = new BatchBuilder(file.Header.Run, writer);
        var from = after + 1;
        while (NextSequence(from) is { } start)
        {
            FillWindow(start);
            EmitWindow(start, builder);
            while (builder.TryTake(out var batch))
            {
                yield return batch;
            }

            from = start + Window;
        }

        builder.Complete();
        while (builder.TryTake(out var batch))
        {
            yield return batch;
        }
    }

    private bool IsMine(int index) => index < file.Header.Writers.Count && file.Header.Writers[index].Writer == writer;

    // The first number at or after this one that any frame may hold: gaps, however wide, cost nothing.
    private long? NextSequence(long from)
    {
        var frames = file.Index.Records.Where(r => IsMine(r.Writer)).Select(r => (r.FirstSequence, r.LastSequence))
            .Concat(file.Index.Series.SelectMany(s => s.Blocks).Where(b => IsMine(b.Writer)).Select(b => (b.FirstSequence, b.LastSequence)));
        long? next = null;
        foreach (var (first, last) in frames)
        {
            if (last >= from && from <= file.Header.Writers.First(w => w.Writer == writer).LastSequence)
            {
                next = Math.Min(next ?? long.MaxValue, Math.Max(first, from));
            }
        }

        return next;
    }

    private void FillWindow(long start)
    {
        _seriesOf.AsSpan().Clear();
        for (var id = 0; id < file.Index.Series.Count; id++)
        {
            foreach (var entry in file.Index.Series[id].Blocks)
            {
                if (!IsMine(entry.Writer) || entry.LastSequence < start || entry.FirstSequence >= start + Window
                    || !file.ReadBlock(file.Index.Series[id].Key, entry, _block))
                {
                    continue;
                }

                for (var i = 0; i < _block.Count; i++)
                {
                    var place = _block.SequenceOf(i) - start;
                    if (place >= 0 && place < Window)
                    {
                        _points[place] = _block.Points[i];
                        _seriesOf[place] = id + 1;
                    }
                }
            }
        }
    }

    private void EmitWindow(long start, BatchBuilder builder)
    {
        var records = new SortedList<long, TrackingRecord>();
        foreach (var entry in file.Index.Records)
        {
            if (IsMine(entry.Writer) && entry.LastSequence >= start && entry.FirstSequence < start + Window)
            {
                file.ReadRecords(entry, record => records[record.Sequence] = record);
            }
        }

        var place = 0;
        foreach (var (sequence, record) in records)
        {
            if (sequence >= start && sequence < start + Window)
            {
                EmitPoints(start, ref place, (int)(sequence - start), builder);
                builder.Add(record);
            }
        }

        EmitPoints(start, ref place, Window, builder);
    }

    private void EmitPoints(long start, ref int place, int end, BatchBuilder builder)
    {
        while (place < end)
        {
            var id = _seriesOf[place];
            var stop = place + 1;
            while (stop < end && _seriesOf[stop] == id)
            {
                stop++;
            }

            if (id > 0)
            {
                builder.Add(file.Index.Series[id - 1].Key, _points.AsSpan(place, stop - place), start + place);
            }

            place = stop;
        }
    }
}

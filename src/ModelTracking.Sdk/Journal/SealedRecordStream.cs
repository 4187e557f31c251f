using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>
/// Gives a sealed writer's records back in the order of their numbers. Points stand by series in the file, so they
/// are put back in turn window by window: memory stays the same however long the run is. Not thread-safe.
/// </summary>
internal sealed class SealedRecordStream
{
    private const int LargestWindow = 1 << 17;
    private readonly SealedFile _file;
    private readonly string _writer;
    private readonly long _last;
    private readonly MetricPoint[] _points;
    private readonly int[] _seriesOf;
    private readonly PointBlock _block = new();

    public SealedRecordStream(SealedFile file, string writer)
    {
        _file = file;
        _writer = writer;
        _last = file.Header.Writers.First(w => w.Writer == writer).LastSequence;
        var window = (int)Math.Min(_last, LargestWindow);
        _points = new MetricPoint[window];
        _seriesOf = new int[window];
    }

    public IEnumerable<RecordBatch> Read(long after)
    {
        var builder = new BatchBuilder(_file.Header.Run, _writer);
        var from = after + 1;
        while (NextSequence(from) is { } start)
        {
            FillWindow(start);
            EmitWindow(start, builder);
            while (builder.TryTake(out var batch))
            {
                yield return batch;
            }

            from = start + _points.Length;
        }

        builder.Complete();
        while (builder.TryTake(out var batch))
        {
            yield return batch;
        }
    }

    private bool IsMine(int index) => index < _file.Header.Writers.Count && _file.Header.Writers[index].Writer == _writer;

    // The first number at or after this one that any frame may hold: gaps, however wide, cost nothing.
    private long? NextSequence(long from)
    {
        var frames = _file.Index.Records.Where(r => IsMine(r.Writer)).Select(r => (r.FirstSequence, r.LastSequence))
            .Concat(_file.Index.Series.SelectMany(s => s.Blocks).Where(b => IsMine(b.Writer)).Select(b => (b.FirstSequence, b.LastSequence)));
        long? next = null;
        foreach (var (first, last) in frames)
        {
            if (last >= from && from <= _last)
            {
                next = Math.Min(next ?? long.MaxValue, Math.Max(first, from));
            }
        }

        return next;
    }

    private void FillWindow(long start)
    {
        _seriesOf.AsSpan().Clear();
        for (var id = 0; id < _file.Index.Series.Count; id++)
        {
            foreach (var entry in _file.Index.Series[id].Blocks)
            {
                if (!IsMine(entry.Writer) || entry.LastSequence < start || entry.FirstSequence >= start + _points.Length
                    || !_file.ReadBlock(_file.Index.Series[id].Key, entry, _block))
                {
                    continue;
                }

                for (var i = 0; i < _block.Count; i++)
                {
                    var place = _block.SequenceOf(i) - start;
                    if (place >= 0 && place < _points.Length)
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
        foreach (var entry in _file.Index.Records)
        {
            if (IsMine(entry.Writer) && entry.LastSequence >= start && entry.FirstSequence < start + _points.Length)
            {
                _file.ReadRecords(entry, record => records[record.Sequence] = record);
            }
        }

        var place = 0;
        foreach (var (sequence, record) in records)
        {
            if (sequence >= start && sequence < start + _points.Length)
            {
                EmitPoints(start, ref place, (int)(sequence - start), builder);
                builder.Add(record);
            }
        }

        EmitPoints(start, ref place, _points.Length, builder);
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
                builder.Add(_file.Index.Series[id - 1].Key, _points.AsSpan(place, stop - place), start + place);
            }

            place = stop;
        }
    }
}

using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>Turns records into frames at the end of a buffer: consecutive metrics make one frame, consecutive others another. Not thread-safe.</summary>
internal sealed class RecordEncoder(ByteBuffer target, SeriesTable series) : IDisposable
{
    // Large enough that a frame's 32 bytes do not matter, small enough that a torn frame costs little.
    private const int FrameBytes = 1 << 20;

    private readonly PointColumns _columns = new();
    private readonly RecordLines _lines = new(target);

    /// <summary>How many series the segment knows; the encoder defines the others before it uses them.</summary>
    public int DefinedSeries { get; set; }

    /// <summary>Encodes those records that come after <paramref name="after"/>; returns the last sequence number.</summary>
    public long Encode(IReadOnlyList<TrackingRecord> records, long after)
    {
        Define(records);
        var index = 0;
        while (index < records.Count)
        {
            var record = records[index];
            if (record.Count == 0 || record.Sequence + record.Count - 1 <= after)
            {
                index++;
            }
            else if (record is MetricsLogged)
            {
                index = EncodeMetrics(records, index, ref after);
            }
            else
            {
                index = EncodeOthers(records, index, ref after);
            }
        }

        return after;
    }

    public void Dispose() => _lines.Dispose();

    // Before everything else, so that the metrics of a batch stay in one frame.
    private void Define(IReadOnlyList<TrackingRecord> records)
    {
        for (var i = 0; i < records.Count; i++)
        {
            if (records[i] is MetricsLogged metrics)
            {
                series.GetOrAdd(metrics.Key);
            }
        }

        while (DefinedSeries < series.Count)
        {
            var count = Math.Min(series.Count - DefinedSeries, 4096);
            series.WriteFrame(target, DefinedSeries, count);
            DefinedSeries += count;
        }
    }

    private int EncodeOthers(IReadOnlyList<TrackingRecord> records, int index, ref long after)
    {
        var start = target.BeginFrame();
        var first = records[index].Sequence;
        var next = first;
        while (index < records.Count && records[index] is not MetricsLogged && records[index].Sequence == next
            && target.Count - start < FrameBytes)
        {
            _lines.Write(records[index++]);
            next++;
        }

        target.EndFrame(start, FrameType.Records, (int)(next - first), first);
        after = next - 1;
        return index;
    }

    private int EncodeMetrics(IReadOnlyList<TrackingRecord> records, int index, ref long after)
    {
        var start = target.BeginFrame();
        var first = Math.Max(records[index].Sequence, after + 1);
        var next = first;
        while (index < records.Count && records[index] is MetricsLogged metrics && target.Count - start < FrameBytes)
        {
            if (metrics.Count == 0)
            {
                index++;
                continue;
            }

            // A retried batch may begin with points that stand in the journal already, and a long block is cut.
            var skip = next - metrics.Sequence;
            if (skip < 0 || skip >= metrics.Count)
            {
                break;
            }

            var points = metrics.Points.Span[(int)skip..];
            points = points[..Math.Min(points.Length, PointColumns.MaxPoints)];
            EncodeBlock(metrics.Key, points);
            next += points.Length;
            index += skip + points.Length == metrics.Count ? 1 : 0;
        }

        target.EndFrame(start, FrameType.Metrics, (int)(next - first), first);
        after = next - 1;
        return index;
    }

    private void EncodeBlock(in MetricKey key, ReadOnlySpan<MetricPoint> points)
    {
        target.WriteVarint((ulong)series.GetOrAdd(key));
        target.WriteVarint((ulong)points.Length);
        var length = target.Count;
        target.WriteUInt32(0);
        _columns.Write(target, points);
        var bytes = (uint)(target.Count - length - sizeof(uint));
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(target.From(length), bytes);
    }
}

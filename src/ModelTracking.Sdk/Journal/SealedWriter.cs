using System.Text.Json;
using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>Writes a sealed file from front to back: control records, series, index, summary, trailer. Not thread-safe.</summary>
internal sealed class SealedWriter : IDisposable
{
    private const int FlushBytes = 1 << 20;
    private const int RecordFrameBytes = 256 << 10;
    private readonly IJournalFile _file;
    private readonly SealedHeader _header;
    private readonly ByteBuffer _buffer = new(FlushBytes * 2);
    private readonly PointColumns _columns = new();
    private readonly RecordLines _lines;
    private readonly SeriesTable _table = new();
    private readonly List<SealedRecordsEntry> _records = [];
    private readonly List<SealedSeries> _series = [];
    private readonly Dictionary<string, int> _writers;
    private (int Start, int Writer, long First, long Next)? _open;

    public SealedWriter(IJournalFile file, SealedHeader header)
    {
        _file = file;
        _header = header;
        _lines = new RecordLines(_buffer);
        _writers = header.Writers.Select((w, i) => (w.Writer, i)).ToDictionary(w => w.Writer, w => w.i, StringComparer.Ordinal);
        var start = _buffer.BeginFrame();
        _buffer.Write(JsonSerializer.SerializeToUtf8Bytes(header, JournalJson.Default.SealedHeader));
        EndFrame(start, FrameType.SealedHeader, 0, 0);
    }

    /// <summary>Adds a control record; all of them come before the series.</summary>
    public void Add(string writer, TrackingRecord record)
    {
        if (_open is { } open && (open.Writer != _writers[writer] || open.Next != record.Sequence || _buffer.Count - open.Start > RecordFrameBytes))
        {
            EndRecords();
        }

        if (_open is null)
        {
            var start = _buffer.BeginFrame();
            _buffer.WriteVarint((ulong)_writers[writer]);
            _open = (start, _writers[writer], record.Sequence, record.Sequence);
        }

        _lines.Write(record);
        _open = _open.Value with { Next = record.Sequence + 1 };
    }

    /// <summary>Adds a series with all its visible points, in the order they were logged.</summary>
    public void Add(in MetricKey key, SeriesPoints points)
    {
        EndRecords();
        var id = _table.GetOrAdd(key);
        _table.WriteFrame(_buffer, id, 1);
        var sorted = VisibleOrder.IsSorted(points.Points);
        var blocks = new List<SealedBlockEntry>();
        for (var w = 0; w < points.Writers.Count; w++)
        {
            var end = w + 1 < points.Writers.Count ? points.Writers[w + 1].Start : points.Count;
            for (var start = points.Writers[w].Start; start < end; start += PointColumns.MaxPoints)
            {
                var count = Math.Min(PointColumns.MaxPoints, end - start);
                blocks.Add(WriteBlock(id, _writers[points.Writers[w].Writer], points.Points.Slice(start, count), points.Sequences.Slice(start, count)));
            }
        }

        // Its blocks are written, so the points may be put in visible order in place.
        var ordered = sorted ? points.Points : Sort(points);
        _series.Add(new SealedSeries(key, sorted, blocks, WritePyramid(id, PyramidBuilder.Build(ordered))));
    }

    /// <summary>Completes the file and syncs it.</summary>
    public void Complete(RunSummary summary)
    {
        EndRecords();
        var start = _buffer.BeginFrame();
        new SealedIndex(_header, _records, _series).Write(_buffer);
        var index = EndFrame(start, FrameType.SealedIndex, 0, 0);
        start = _buffer.BeginFrame();
        _buffer.Write(JsonSerializer.SerializeToUtf8Bytes(summary, JournalJson.Default.RunSummary));
        var told = EndFrame(start, FrameType.SealedSummary, 0, 0);
        start = _buffer.BeginFrame();
        new SealedTrailer(index, told, _file.Length + start + SealedTrailer.FrameSize).Write(_buffer);
        EndFrame(start, FrameType.SealedTrailer, 0, 0);
        Flush();
        _file.Sync();
    }

    public void Dispose()
    {
        _lines.Dispose();
        _file.Dispose();
    }

    private static Span<MetricPoint> Sort(SeriesPoints points)
    {
        var sorted = points.ToArray();
        VisibleOrder.Sort(sorted);
        return sorted;
    }

    private void EndRecords()
    {
        if (_open is { } open)
        {
            _open = null;
            var place = EndFrame(open.Start, FrameType.SealedRecords, (int)(open.Next - open.First), open.First);
            _records.Add(new SealedRecordsEntry(place, open.Writer, open.First, open.Next - 1));
        }
    }

    private SealedBlockEntry WriteBlock(int id, int writer, ReadOnlySpan<MetricPoint> points, ReadOnlySpan<long> sequences)
    {
        var start = _buffer.BeginFrame();
        _buffer.WriteVarint((ulong)id);
        _buffer.WriteVarint((ulong)writer);
        Provenance.Write(_buffer, sequences);
        _columns.Write(_buffer, points);
        var place = EndFrame(start, FrameType.SealedBlock, points.Length, sequences[0]);
        var (min, max) = (long.MaxValue, long.MinValue);
        foreach (ref readonly var point in points)
        {
            min = Math.Min(min, point.RawStep);
            max = Math.Max(max, point.RawStep);
        }

        return new SealedBlockEntry(place, points.Length, writer, sequences[0], sequences[^1], min, max);
    }

    private List<SealedLevel> WritePyramid(int id, List<MetricBucket[]> levels)
    {
        var written = new List<SealedLevel>();
        var columns = new BucketColumns(_columns);
        var unit = BucketPlan.FinestUnit;
        foreach (var level in levels)
        {
            var frames = new List<SealedPlace>();
            for (var first = 0; first < level.Length; first += BucketColumns.MaxBuckets)
            {
                var start = _buffer.BeginFrame();
                _buffer.WriteVarint((ulong)id);
                _buffer.WriteVarint((ulong)unit);
                columns.Write(_buffer, level.AsSpan(first, Math.Min(BucketColumns.MaxBuckets, level.Length - first)));
                frames.Add(EndFrame(start, FrameType.SealedPyramid, 0, 0));
            }

            written.Add(new SealedLevel(unit, level.Length, frames));
            unit *= BucketPlan.LevelFactor;
        }

        return written;
    }

    private SealedPlace EndFrame(int start, FrameType type, int recordCount, long firstSequence)
    {
        _buffer.EndFrame(start, type, recordCount, firstSequence);
        var place = new SealedPlace(_file.Length + start, _buffer.Count - start);
        if (_buffer.Count >= FlushBytes)
        {
            Flush();
        }

        return place;
    }

    private void Flush()
    {
        _file.Write(_buffer.Written);
        _buffer.Truncate();
    }
}

using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>An open sealed file: what it holds, and its frames by place. A bad frame is reported and left out. Not thread-safe.</summary>
internal sealed class SealedFile
{
    private readonly IJournalSource _source;
    private readonly Action<JournalProblem>? _onProblem;
    private readonly PointColumns _columns = new();

    private SealedFile(string path, IJournalSource source, SealedIndex index, Action<JournalProblem>? onProblem)
    {
        Path = path;
        _source = source;
        Index = index;
        _onProblem = onProblem;
    }

    public string Path { get; }

    public SealedHeader Header => Index.Header;

    public SealedIndex Index { get; }

    /// <summary>True where the index had to be made from the frames because the end of the file is damaged.</summary>
    public bool IsSalvaged { get; private init; }

    public RunSummary? ReadSummary() => SealedTail.ReadSummary(_source, Path);

    public SealedSeries? Find(MetricKey key) => Index.Series.FirstOrDefault(s => s.Key == key);

    /// <summary>Opens by the trailer; where that is damaged, by reading frame after frame up to the first bad one.</summary>
    public static SealedFile? Open(string path, IJournalSource source, Action<JournalProblem>? onProblem)
    {
        if (SealedTail.TryReadTrailer(source, path, out var trailer))
        {
            using var frame = SealedFrame.Read(source, trailer.Index, path);
            if (frame?.Header.Type == FrameType.SealedIndex && TryReadIndex(frame.Payload) is { } index)
            {
                return new SealedFile(path, source, index, onProblem);
            }
        }

        onProblem?.Invoke(new JournalProblem(
            path, 0, source.Length, "The end of the sealed file is damaged.", "All its frames up to the damage are read; restore the file from a copy for the rest."));
        return SealedSalvage.ReadIndex(source, path) is { } salvaged ? new SealedFile(path, source, salvaged, onProblem) { IsSalvaged = true } : null;
    }

    public void ReadRecords(SealedRecordsEntry entry, Action<TrackingRecord> each) => WithFrame(entry.Place, FrameType.SealedRecords, frame =>
    {
        var reader = new ByteReader(frame.Payload);
        reader.ReadVarint();
        var lines = reader.Rest;
        for (var sequence = frame.Header.FirstSequence; sequence <= frame.Header.LastSequence; sequence++)
        {
            each(RecordLines.Parse(RecordLines.Next(ref lines), sequence));
        }
    });

    /// <summary>Fills the block; false (and the block is empty) where the frame is bad.</summary>
    public bool ReadBlock(in MetricKey key, SealedBlockEntry entry, PointBlock block)
    {
        var name = key;
        block.Reset(Header.Writers[entry.Writer].Writer, key, 0, 0, contiguous: true);
        return WithFrame(entry.Place, FrameType.SealedBlock, frame =>
        {
            var reader = new ByteReader(frame.Payload);
            reader.ReadVarint();
            reader.ReadVarint();
            if (frame.Header.RecordCount != entry.Count || entry.Count == 0)
            {
                throw ByteReader.Bad("a block has another size than the index says");
            }

            block.Reset(block.Writer, name, entry.Count, entry.FirstSequence, contiguous: false);
            var contiguous = Provenance.Read(ref reader, entry.FirstSequence, block.Sequences);
            _columns.Read(ref reader, block.Points);
            if (contiguous)
            {
                block.Reset(block.Writer, name, entry.Count, entry.FirstSequence, contiguous: true);
            }
        });
    }

    /// <summary>Gives the buckets of a level from one to another, each with its place; false where a frame is bad.</summary>
    public bool ReadLevel(SealedSeries series, SealedLevel level, long from, long to, Action<long, MetricBucket> each)
    {
        var columns = new BucketColumns(_columns);
        var buckets = new MetricBucket[BucketColumns.MaxBuckets];
        var points = series.Count;
        for (var index = (int)(from / buckets.Length); index < level.Frames.Count && (long)index * buckets.Length < to; index++)
        {
            var start = (long)index * buckets.Length;
            var count = (int)Math.Min(buckets.Length, level.Count - start);
            var good = WithFrame(level.Frames[index], FrameType.SealedPyramid, frame =>
            {
                var reader = new ByteReader(frame.Payload);
                reader.ReadVarint();
                reader.ReadVarint();
                columns.Read(ref reader, buckets.AsSpan(0, count), level.Unit, points - (start * level.Unit));
            });
            if (!good)
            {
                return false;
            }

            for (var place = Math.Max(from, start); place < Math.Min(to, start + count); place++)
            {
                each(place, buckets[place - start]);
            }
        }

        return true;
    }

    private bool WithFrame(SealedPlace place, FrameType type, Action<SealedFrame> read)
    {
        try
        {
            using var frame = SealedFrame.Read(_source, place, Path);
            if (frame?.Header.Type == type)
            {
                read(frame);
                return true;
            }
        }
        catch (InvalidDataException)
        {
            // Reported below like any other bad frame.
        }

        _onProblem?.Invoke(new JournalProblem(
            Path, place.Offset, place.Length, "A frame of the sealed file is damaged.", "What it held is left out; restore the file from a copy."));
        return false;
    }

    private static SealedIndex? TryReadIndex(ReadOnlySpan<byte> payload)
    {
        try
        {
            return SealedIndex.Read(payload);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}

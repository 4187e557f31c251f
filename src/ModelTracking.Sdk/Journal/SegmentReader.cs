using System.Text.Json;
using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>
/// Reads one segment from the front: the frames that hold records come out one by one, with what is needed to
/// decode them. Stops at the first bad frame. Not thread-safe.
/// </summary>
/// <param name="segment">The segment.</param>
/// <param name="progress">Where an earlier reader stopped, brought up to date by <see cref="Dispose"/>; null to begin at the front.</param>
internal sealed class SegmentReader(SegmentFile segment, SegmentProgress? progress = null) : IDisposable
{
    private readonly FrameReader _frames = new(segment.Source, segment.Path, start: progress?.Offset ?? 0);
    private readonly SeriesTable _series = progress?.Series ?? new SeriesTable();
    private readonly PointColumns _columns = new();

    public FrameHeader Header => _frames.Header;

    public FrameReader Frames => _frames;

    /// <summary>True once a frame of an unknown kind was passed over.</summary>
    public bool SawUnknownFrame { get; private set; }

    /// <summary>Goes to the next frame with records.</summary>
    public bool Read()
    {
        while (_frames.Read())
        {
            switch (_frames.Header.Type)
            {
                case FrameType.Records:
                case FrameType.Metrics:
                    return true;
                case FrameType.SegmentHeader:
                    break;
                case FrameType.Series:
                    Guard(() => _series.ReadFrame(_frames.Payload));
                    break;
                default:
                    SawUnknownFrame = true;
                    break;
            }
        }

        return false;
    }

    /// <summary>Records of the current frame, those before <paramref name="from"/> left out. Empty for metrics.</summary>
    public void ReadRecords(long from, Action<TrackingRecord> each) => Guard(() =>
    {
        var lines = _frames.Payload;
        for (var sequence = Header.FirstSequence; sequence <= Header.LastSequence; sequence++)
        {
            var line = RecordLines.Next(ref lines);
            if (sequence >= from)
            {
                each(RecordLines.Parse(line, sequence));
            }
        }
    });

    /// <summary>Blocks of the current metrics frame, points before <paramref name="from"/> left out.</summary>
    /// <param name="from">First sequence number of interest.</param>
    /// <param name="wants">Which series to decode; null for all.</param>
    /// <param name="block">Filled anew for every block.</param>
    /// <param name="each">Called with the block.</param>
    /// <param name="decodes">Whether the points are decoded, or only counted.</param>
    public void ReadBlocks(long from, Func<MetricKey, bool>? wants, PointBlock block, Action<PointBlock> each, bool decodes = true) => Guard(() =>
    {
        var reader = new ByteReader(_frames.Payload);
        var sequence = Header.FirstSequence;
        while (sequence <= Header.LastSequence)
        {
            var key = _series[reader.ReadCount(_series.Count - 1)];
            var count = reader.ReadCount((int)Math.Min(PointColumns.MaxPoints, Header.LastSequence - sequence + 1));
            var length = reader.ReadUInt32();
            var content = reader.Take(length <= int.MaxValue ? (int)length : -1);
            if (count == 0)
            {
                throw ByteReader.Bad("a block is empty");
            }

            if (sequence + count > from && (wants is null || wants(key)))
            {
                block.Reset(segment.Header.Writer, key, count, sequence, contiguous: true);
                if (decodes)
                {
                    var columns = new ByteReader(content);
                    _columns.Read(ref columns, block.Points);
                    block.SkipBefore(from);
                }

                each(block);
            }

            sequence += count;
        }
    });

    public void Dispose()
    {
        if (progress is not null)
        {
            progress.Offset = _frames.NextOffset;
        }

        _frames.Dispose();
    }

    // The checksum held, so the content is wrong since it was written: as bad as a bad frame, and never an exception to the user.
    private void Guard(Action decode)
    {
        try
        {
            decode();
        }
        catch (InvalidDataException)
        {
            _frames.Reject();
        }
    }
}

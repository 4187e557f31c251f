using System.Text.Json;

namespace ModelTracking.Journal;

/// <summary>The first frames of a segment.</summary>
internal static class SegmentHead
{
    private const int SeriesPerFrame = 4096;

    /// <summary>
    /// Writes the header and all series known so far, so that the segment can be read alone and unsynced frames of an earlier
    /// one fit in as they are.
    /// </summary>
    public static void Write(ByteBuffer target, SegmentHeader header, SeriesTable series)
    {
        target.Truncate();
        var start = target.BeginFrame();
        target.Write(JsonSerializer.SerializeToUtf8Bytes(header, JournalJson.Default.SegmentHeader));
        target.EndFrame(start, FrameType.SegmentHeader, 0, 0);
        for (var first = 0; first < series.Count; first += SeriesPerFrame)
        {
            series.WriteFrame(target, first, Math.Min(SeriesPerFrame, series.Count - first));
        }
    }
}

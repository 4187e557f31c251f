using System.Text.Json;

namespace ModelTracking.Journal;

/// <summary>An open segment whose header was read.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Number">Its number within its writer.</param>
/// <param name="Source">Its bytes.</param>
/// <param name="Header">Who wrote it.</param>
internal sealed record SegmentFile(string Path, int Number, IJournalSource Source, SegmentHeader Header)
{
    /// <summary>Reads the header; null where there is none to be read.</summary>
    public static SegmentFile? Open(string path, int number, IJournalSource source)
    {
        using var frames = new FrameReader(source, path, chunkBytes: 4096);
        if (!frames.Read() || frames.Header.Type != FrameType.SegmentHeader)
        {
            return null;
        }

        try
        {
            var header = JsonSerializer.Deserialize(frames.Payload, JournalJson.Default.SegmentHeader);
            return header is null || string.IsNullOrEmpty(header.Writer) ? null : new SegmentFile(path, number, source, header);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

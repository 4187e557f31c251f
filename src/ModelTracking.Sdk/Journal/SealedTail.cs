using System.Buffers;
using System.Text.Json;
using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>
/// The end of a sealed file: its trailer and, as a rule in the same read, the summary. Listing many runs reads
/// nothing else of them.
/// </summary>
internal static class SealedTail
{
    private const int Guess = 16 << 10;

    /// <summary>The summary; null where the file's end is not as it should be.</summary>
    public static RunSummary? ReadSummary(IJournalSource source, string path)
    {
        var length = source.Length;
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(length, SealedTrailer.FrameSize, Guess));
        try
        {
            var wanted = (int)Math.Min(length, buffer.Length);
            var start = length - wanted;
            var tail = buffer.AsSpan(0, source.Read(buffer.AsSpan(0, wanted), start));
            if (!TryReadTrailer(tail, length, path, out var trailer))
            {
                return null;
            }

            if (trailer.Summary.Offset >= start)
            {
                return Parse(tail.Slice((int)(trailer.Summary.Offset - start), trailer.Summary.Length), path);
            }

            using var larger = SealedFrame.Read(source, trailer.Summary, path);
            return larger is null ? null : Parse(larger.Bytes, path);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static bool TryReadTrailer(IJournalSource source, string path, out SealedTrailer trailer)
    {
        Span<byte> bytes = stackalloc byte[SealedTrailer.FrameSize];
        var length = source.Length;
        trailer = default;
        return length >= bytes.Length && source.Read(bytes, length - bytes.Length) == bytes.Length
            && TryReadTrailer(bytes, length, path, out trailer);
    }

    private static bool TryReadTrailer(ReadOnlySpan<byte> tail, long fileLength, string path, out SealedTrailer trailer)
    {
        trailer = default;
        return tail.Length >= SealedTrailer.FrameSize
            && SealedFrame.TryCheck(tail[^SealedTrailer.FrameSize..], path, out var header, out var payload)
            && header.Type == FrameType.SealedTrailer
            && SealedTrailer.TryRead(payload, fileLength, out trailer);
    }

    private static RunSummary? Parse(ReadOnlySpan<byte> frame, string path)
    {
        if (!SealedFrame.TryCheck(frame, path, out var header, out var payload) || header.Type != FrameType.SealedSummary)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(payload, JournalJson.Default.RunSummary);
        }
        catch (JsonException)
        {
            // A summary of a newer version: the records tell the same.
            return null;
        }
    }
}

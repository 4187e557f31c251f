using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>
/// One pass over everything a run has: writer by writer, of each first what is sealed, then its segments; what was
/// seen already is passed over, and a bad frame ends its segment only.
/// </summary>
internal static class RunScan
{
    public static ScanResult Run(RunSnapshot snapshot, ScanRequest request, JournalContext context)
    {
        var result = new ScanResult();
        var block = new PointBlock();
        for (var index = 0; index < snapshot.Writers.Count; index++)
        {
            var writer = snapshot.Writers[index];
            if (writer.SealedUpTo > 0)
            {
                ScanSealed(snapshot.Sealed!, writer.Writer, request, block);
            }

            var last = Math.Max(writer.SealedUpTo, request.Progress?.LastOf(writer.Writer) ?? 0);
            foreach (var segment in writer.Segments)
            {
                last = ScanSegment(writer, segment, last, request, block, result, context);
            }

            request.Progress?.Note(writer.Writer, last);
            result.Positions.Add(new WriterPosition(writer.Writer, last));
        }

        return result;
    }

    private static void ScanSealed(SealedFile file, string writer, ScanRequest request, PointBlock block)
    {
        if (request.OnRecord is { } onRecord)
        {
            foreach (var entry in file.Index.Records)
            {
                if (file.Header.Writers[entry.Writer].Writer == writer)
                {
                    file.ReadRecords(entry, record => onRecord(writer, record));
                }
            }
        }

        if (request.OnBlock is null)
        {
            return;
        }

        foreach (var series in file.Index.Series)
        {
            if (request.Wants?.Invoke(series.Key) == false)
            {
                continue;
            }

            foreach (var entry in series.Blocks)
            {
                if (file.Header.Writers[entry.Writer].Writer != writer)
                {
                    continue;
                }

                if (!request.Decodes)
                {
                    block.Reset(writer, series.Key, entry.Count, entry.FirstSequence, contiguous: true);
                    request.OnBlock(block);
                }
                else if (file.ReadBlock(series.Key, entry, block))
                {
                    request.OnBlock(block);
                }
            }
        }
    }

    private static long ScanSegment(
        SegmentsOfWriter writer, SegmentFile segment, long last, ScanRequest request, PointBlock block, ScanResult result, JournalContext context)
    {
        using var reader = new SegmentReader(segment, request.Progress?.Of(segment));
        while (reader.Read())
        {
            var header = reader.Header;
            if (header.LastSequence <= last)
            {
                continue;
            }

            if (header.FirstSequence > last + 1 && request.Reports)
            {
                context.OnProblem?.Invoke(new JournalProblem(
                    segment.Path, reader.Frames.FrameOffset, 0, $"Records {last + 1} to {header.FirstSequence - 1} of writer {writer.Writer} are missing.", "Nothing more can be read of them."));
            }

            result.HasNewRecords = true;
            if (header.Type == FrameType.Metrics)
            {
                if (request.OnBlock is { } onBlock)
                {
                    reader.ReadBlocks(last + 1, request.Wants, block, onBlock, request.Decodes);
                }
            }
            else if (request.OnRecord is { } onRecord
                && (!request.OnlyResumes || reader.Frames.Payload.IndexOf("\"run-resumed\""u8) >= 0))
            {
                reader.ReadRecords(last + 1, record => onRecord(writer.Writer, record));
            }

            if (reader.Frames.Fault == FrameFault.None)
            {
                last = header.LastSequence;
            }
        }

        result.SawUnknownFrame |= reader.SawUnknownFrame;
        if (reader.Frames.Fault != FrameFault.None)
        {
            result.Broken.Add((segment, reader.Frames.NextOffset));
            var isTornTailOfLiveWriter = writer.IsAlive && segment == writer.Segments[^1];
            if (request.Reports && !isTornTailOfLiveWriter)
            {
                context.OnProblem?.Invoke(SegmentProblem.Of(segment, reader.Frames));
            }
        }

        return last;
    }
}

using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>All records after given positions, writer by writer, the same whether they are sealed or not.</summary>
internal static class RecordStream
{
    /// <param name="snapshot">The run's files.</param>
    /// <param name="progress">What was read before; brought up to date as batches are taken.</param>
    /// <param name="context">Told what is wrong in the files.</param>
    public static IEnumerable<RecordBatch> Read(RunSnapshot snapshot, RunProgress progress, JournalContext context)
    {
        foreach (var writer in snapshot.Writers)
        {
            var last = progress.LastOf(writer.Writer);
            if (last < writer.SealedUpTo)
            {
                foreach (var batch in new SealedRecordStream(snapshot.Sealed!, writer.Writer).Read(last))
                {
                    yield return batch;
                }

                last = writer.SealedUpTo;
            }

            foreach (var segment in writer.Segments)
            {
                using var reader = new SegmentReader(segment, progress.Of(segment));
                var builder = new BatchBuilder(snapshot.Run, writer.Writer);
                var block = new PointBlock();
                while (reader.Read())
                {
                    if (reader.Header.LastSequence <= last)
                    {
                        continue;
                    }

                    reader.ReadInto(builder, last + 1, block);
                    last = reader.Frames.Fault == FrameFault.None ? reader.Header.LastSequence : last;
                    while (builder.TryTake(out var batch))
                    {
                        yield return batch;
                    }
                }

                builder.Complete();
                while (builder.TryTake(out var batch))
                {
                    yield return batch;
                }

                if (reader.Frames.Fault != FrameFault.None && !(writer.IsAlive && segment == writer.Segments[^1]))
                {
                    context.OnProblem?.Invoke(SegmentProblem.Of(segment, reader.Frames));
                }
            }

            progress.Note(writer.Writer, last);
        }
    }

    private static void ReadInto(this SegmentReader reader, BatchBuilder builder, long from, PointBlock block)
    {
        if (reader.Header.Type == FrameType.Metrics)
        {
            reader.ReadBlocks(from, null, block, builder.Add);
        }
        else
        {
            reader.ReadRecords(from, builder.Add);
        }
    }
}

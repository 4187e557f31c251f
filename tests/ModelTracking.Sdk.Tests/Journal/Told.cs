using ModelTracking.Journal;
using ModelTracking.Records;

namespace ModelTracking.Tests.Journal;

/// <summary>One sequence number of a journal in a form that can be compared: a point bit by bit, or a record as JSON.</summary>
internal sealed record Told(string Writer, long Sequence, string Text)
{
    public static List<Told> From(IEnumerable<RecordBatch> batches)
    {
        var told = new List<Told>();
        foreach (var batch in batches)
        {
            var next = batch.FirstSequence;
            foreach (var record in batch.Records)
            {
                Assert.Equal(next, record.Sequence);
                next += record.Count;
            }

            told.AddRange(From(batch.Writer, batch.Records));
        }

        return told;
    }

    public static IEnumerable<Told> From(string writer, IEnumerable<TrackingRecord> records)
    {
        foreach (var record in records)
        {
            if (record is MetricsLogged metrics)
            {
                for (var i = 0; i < metrics.Count; i++)
                {
                    var point = metrics.Points.Span[i];
                    yield return new Told(writer, metrics.Sequence + i, $"{metrics.Key} {Bits(point)}");
                }
            }
            else
            {
                yield return new Told(writer, record.Sequence, Json(record));
            }
        }
    }

    public static string Bits(MetricPoint point) =>
        $"{BitConverter.DoubleToInt64Bits(point.Value):x} {point.RawStep} {point.UnixMicroseconds}";

    private static string Json(TrackingRecord record)
    {
        var buffer = new ByteBuffer();
        using var lines = new RecordLines(buffer);
        lines.Write(record);
        return System.Text.Encoding.UTF8.GetString(buffer.Written);
    }
}

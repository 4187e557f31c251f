using System.Text.Json;
using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>What a sealed file holds, and where.</summary>
/// <param name="Header">The same as in the first frame, so that neither depends on the other.</param>
/// <param name="Records">Frames of control records.</param>
/// <param name="Series">The series, by their number.</param>
internal sealed record SealedIndex(
    SealedHeader Header, IReadOnlyList<SealedRecordsEntry> Records, IReadOnlyList<SealedSeries> Series)
{
    public void Write(ByteBuffer target)
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(Header, JournalJson.Default.SealedHeader);
        target.WriteVarint((ulong)header.Length);
        target.Write(header);
        target.WriteVarint((ulong)Records.Count);
        foreach (var entry in Records)
        {
            WritePlace(target, entry.Place);
            target.WriteVarint((ulong)entry.Writer);
            target.WriteVarint((ulong)entry.FirstSequence);
            target.WriteVarint((ulong)(entry.LastSequence - entry.FirstSequence));
        }

        target.WriteVarint((ulong)Series.Count);
        foreach (var series in Series)
        {
            target.WriteText(series.Key.Name);
            target.WriteText(series.Key.Context.ToString());
            target.WriteByte((byte)(series.IsSorted ? 1 : 0));
            WriteBlocks(target, series.Blocks);
            WriteLevels(target, series.Levels);
        }
    }

    public static SealedIndex Read(ReadOnlySpan<byte> payload)
    {
        var reader = new ByteReader(payload);
        var header = SealedHeader.Parse(reader.Take(reader.ReadCount(reader.Left))) ?? throw ByteReader.Bad("the header is unreadable");
        var records = new SealedRecordsEntry[reader.ReadCount(reader.Left)];
        for (var i = 0; i < records.Length; i++)
        {
            var place = ReadPlace(ref reader);
            var writer = reader.ReadCount(int.MaxValue);
            var first = reader.ReadLong();
            records[i] = new SealedRecordsEntry(place, writer, first, first + reader.ReadLong());
        }

        var series = new SealedSeries[reader.ReadCount(reader.Left)];
        for (var i = 0; i < series.Length; i++)
        {
            var key = new MetricKey(reader.ReadText(), reader.ReadText());
            var sorted = reader.ReadByte() == 1;
            series[i] = new SealedSeries(key, sorted, ReadBlocks(ref reader), ReadLevels(ref reader));
        }

        return new SealedIndex(header, records, series);
    }

    private static void WriteBlocks(ByteBuffer target, IReadOnlyList<SealedBlockEntry> blocks)
    {
        target.WriteVarint((ulong)blocks.Count);
        foreach (var block in blocks)
        {
            WritePlace(target, block.Place);
            target.WriteVarint((ulong)block.Count);
            target.WriteVarint((ulong)block.Writer);
            target.WriteVarint((ulong)block.FirstSequence);
            target.WriteVarint((ulong)(block.LastSequence - block.FirstSequence));
            target.WriteZigzag(block.FirstStep);
            target.WriteZigzag(block.LastStep);
        }
    }

    private static SealedBlockEntry[] ReadBlocks(ref ByteReader reader)
    {
        var blocks = new SealedBlockEntry[reader.ReadCount(reader.Left)];
        for (var i = 0; i < blocks.Length; i++)
        {
            var place = ReadPlace(ref reader);
            var count = reader.ReadCount(PointColumns.MaxPoints);
            var writer = reader.ReadCount(int.MaxValue);
            var first = reader.ReadLong();
            var last = first + reader.ReadLong();
            blocks[i] = new SealedBlockEntry(place, count, writer, first, last, reader.ReadZigzag(), reader.ReadZigzag());
        }

        return blocks;
    }

    private static void WriteLevels(ByteBuffer target, IReadOnlyList<SealedLevel> levels)
    {
        target.WriteVarint((ulong)levels.Count);
        foreach (var level in levels)
        {
            target.WriteVarint((ulong)level.Unit);
            target.WriteVarint((ulong)level.Count);
            target.WriteVarint((ulong)level.Frames.Count);
            foreach (var place in level.Frames)
            {
                WritePlace(target, place);
            }
        }
    }

    private static SealedLevel[] ReadLevels(ref ByteReader reader)
    {
        var levels = new SealedLevel[reader.ReadCount(reader.Left)];
        for (var i = 0; i < levels.Length; i++)
        {
            var unit = reader.ReadLong();
            var count = reader.ReadCount(int.MaxValue);
            var frames = new SealedPlace[reader.ReadCount(reader.Left)];
            for (var f = 0; f < frames.Length; f++)
            {
                frames[f] = ReadPlace(ref reader);
            }

            levels[i] = new SealedLevel(unit, count, frames);
        }

        return levels;
    }

    private static void WritePlace(ByteBuffer target, SealedPlace place)
    {
        target.WriteVarint((ulong)place.Offset);
        target.WriteVarint((ulong)place.Length);
    }

    private static SealedPlace ReadPlace(ref ByteReader reader) => new(reader.ReadLong(), reader.ReadCount(int.MaxValue));
}

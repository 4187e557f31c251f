using ModelTracking.Journal;
using ModelTracking.Reading.Filters;

namespace ModelTracking.Reading.Catalog;

/// <summary>What is where in a segment.</summary>
/// <param name="Rows">Number of runs.</param>
/// <param name="Ids">16 bytes for each run's identity.</param>
/// <param name="Starts">8 bytes for each run's start, in microseconds.</param>
/// <param name="FolderTimes">8 bytes for each run's folder: when it had last changed, in ticks.</param>
/// <param name="Columns">The columns.</param>
internal sealed record CatalogDirectory(
    int Rows, ColumnPlace Ids, ColumnPlace Starts, ColumnPlace FolderTimes, IReadOnlyDictionary<ColumnKey, CatalogEntry> Columns)
{
    public static readonly int AggregateCount = Enum.GetValues<MetricAggregate>().Length;

    public void Write(ByteBuffer target)
    {
        target.WriteVarint((ulong)Rows);
        WritePlace(target, Ids);
        WritePlace(target, Starts);
        WritePlace(target, FolderTimes);
        target.WriteVarint((ulong)Columns.Count);
        foreach (var (key, entry) in Columns)
        {
            target.WriteByte((byte)key.Kind);
            target.WriteText(key.Name);
            target.WriteText(key.Context);
            WritePlace(target, entry.Place);
            if (entry.Aggregates is not { } aggregates)
            {
                continue;
            }

            target.WriteVarint((ulong)entry.Present);
            foreach (var aggregate in aggregates)
            {
                target.WriteByte(aggregate.Place is null ? (byte)0 : (byte)1);
                if (aggregate.Place is { } place)
                {
                    WritePlace(target, place);
                }
                else
                {
                    target.WriteInt64(BitConverter.DoubleToInt64Bits(aggregate.Constant));
                }
            }
        }
    }

    /// <exception cref="InvalidDataException">The bytes are no directory.</exception>
    public static CatalogDirectory Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        var rows = reader.ReadCount(int.MaxValue);
        var (ids, starts, times) = (ReadPlace(ref reader), ReadPlace(ref reader), ReadPlace(ref reader));
        var columns = new Dictionary<ColumnKey, CatalogEntry>();
        for (var left = reader.ReadCount(reader.Left); left > 0; left--)
        {
            var kind = (ColumnKind)reader.ReadByte();
            var key = new ColumnKey(kind, reader.ReadText(), reader.ReadText());
            var place = ReadPlace(ref reader);
            columns[key] = kind == ColumnKind.Metric ? ReadMetric(ref reader, place) : new CatalogEntry(place);
        }

        return new CatalogDirectory(rows, ids, starts, times, columns);
    }

    private static CatalogEntry ReadMetric(ref ByteReader reader, ColumnPlace rows)
    {
        var present = reader.ReadCount(int.MaxValue);
        var aggregates = new AggregatePlace[AggregateCount];
        for (var i = 0; i < aggregates.Length; i++)
        {
            aggregates[i] = reader.ReadByte() == 1
                ? new AggregatePlace(0, ReadPlace(ref reader))
                : new AggregatePlace(BitConverter.Int64BitsToDouble(reader.ReadInt64()), null);
        }

        return new CatalogEntry(rows, present, aggregates);
    }

    private static void WritePlace(ByteBuffer target, ColumnPlace place)
    {
        target.WriteVarint((ulong)place.Offset);
        target.WriteVarint((ulong)place.Length);
        target.WriteUInt32(place.Crc);
    }

    private static ColumnPlace ReadPlace(ref ByteReader reader) => new(reader.ReadLong(), reader.ReadCount(int.MaxValue), reader.ReadUInt32());
}

using System.Buffers.Binary;
using System.Runtime.InteropServices;
using ModelTracking.Journal;

namespace ModelTracking.Reading.Catalog;

/// <summary>Writes segments: columns one after the other, the directory behind them, its place at the end.</summary>
internal static class CatalogWriter
{
    public const int TrailerSize = 24;
    private const uint Magic = 0x3143_544D;

    /// <summary>Writes rows as a segment.</summary>
    public static void Write(Stream target, IRowSource rows)
    {
        var buffer = new ByteBuffer(1 << 16);
        var ids = buffer.GetSpan(rows.Count * 16);
        for (var row = 0; row < rows.Count; row++)
        {
            rows.Id(row).WriteBytes(ids[(row * 16)..]);
        }

        buffer.Advance(rows.Count * 16);
        var idPlace = Flush(target, buffer);
        var starts = WriteAll(target, Enumerable.Range(0, rows.Count).Select(rows.StartTime).ToArray());
        var times = WriteAll(target, Enumerable.Range(0, rows.Count).Select(rows.FolderTime).ToArray());
        var columns = new Dictionary<ColumnKey, CatalogEntry>();
        foreach (var key in rows.Keys)
        {
            if (key.Kind == ColumnKind.Metric)
            {
                if (rows.ReadMetric(key) is { Rows.Length: > 0 } metric)
                {
                    columns[key] = WriteMetric(target, metric, rows.Count);
                }
            }
            else if (rows.Read(key) is { Count: > 0 } cells)
            {
                DictionaryColumn.Write(buffer, rows.Count, cells);
                columns[key] = new CatalogEntry(Flush(target, buffer));
            }
        }

        new CatalogDirectory(rows.Count, idPlace, starts, times, columns).Write(buffer);
        WriteTrailer(target, Flush(target, buffer));
    }

    public static bool TryReadTrailer(ReadOnlySpan<byte> bytes, out ColumnPlace directory)
    {
        directory = new ColumnPlace(
            BinaryPrimitives.ReadInt64LittleEndian(bytes), BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]));
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]) == Magic
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes[20..]) == Crc.Compute(bytes[..20])
            && directory.Length >= 0;
    }

    private static void WriteTrailer(Stream target, ColumnPlace directory)
    {
        Span<byte> bytes = stackalloc byte[TrailerSize];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, directory.Offset);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[8..], directory.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[12..], directory.Crc);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[16..], Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[20..], Crc.Compute(bytes[..20]));
        target.Write(bytes);
    }

    private static CatalogEntry WriteMetric(Stream target, MetricRows metric, int rowCount)
    {
        var rows = metric.Rows.Length == rowCount ? default : WriteAll(target, metric.Rows);
        var aggregates = new AggregatePlace[CatalogDirectory.AggregateCount];
        for (var i = 0; i < aggregates.Length; i++)
        {
            var values = metric.Aggregates[i];
            aggregates[i] = Array.TrueForAll(values, v => BitConverter.DoubleToInt64Bits(v) == BitConverter.DoubleToInt64Bits(values[0]))
                ? new AggregatePlace(values[0], null)
                : new AggregatePlace(0, WriteAll(target, values));
        }

        return new CatalogEntry(rows, metric.Rows.Length, aggregates);
    }

    private static ColumnPlace WriteAll<T>(Stream target, T[] values)
        where T : struct
    {
        var bytes = MemoryMarshal.AsBytes<T>(values);
        var place = new ColumnPlace(target.Position, bytes.Length, Crc.Compute(bytes));
        target.Write(bytes);
        return place;
    }

    private static ColumnPlace Flush(Stream target, ByteBuffer buffer)
    {
        var place = new ColumnPlace(target.Position, buffer.Count, Crc.Compute(buffer.Written));
        target.Write(buffer.Written);
        buffer.Recycle(1 << 16);
        return place;
    }
}

using System.Collections;
using System.Globalization;
using ModelTracking.Dashboard.Api;
using ModelTracking.Dashboard.Json;
using Parquet;
using Parquet.Serialization;

namespace ModelTracking.Dashboard.Artifacts;

/// <summary>Reads some rows of a Parquet file: only the row groups that have them.</summary>
internal static class ParquetPage
{
    private const long MaxCellsOfGroup = 20_000_000;
    private const int MaxText = 4000;

    public static async Task<TableDto> ReadAsync(Stream seekable, long from, int limit, CancellationToken cancellationToken)
    {
        try
        {
            return await PageAsync(seekable, from, limit, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or ParquetException or InvalidOperationException or ArgumentException or NotSupportedException or OverflowException or IndexOutOfRangeException or InvalidCastException or NullReferenceException)
        {
            throw new ApiException(422, "no-table", "This file is damaged, or no Parquet file that can be read here; download it to look into it.");
        }
    }

    private static async Task<TableDto> PageAsync(Stream seekable, long from, int limit, CancellationToken cancellationToken)
    {
        var (columns, sizes) = await DescribeAsync(seekable, cancellationToken);
        var most = Math.Min(limit, Math.Max(1, Limits.TableCells / Math.Max(1, columns.Length)));
        var (rows, first) = (new List<IReadOnlyList<string>>(), 0L);
        for (var group = 0; group < sizes.Length && rows.Count < most; group++)
        {
            if (from < first + sizes[group])
            {
                if (sizes[group] * Math.Max(1, columns.Length) > MaxCellsOfGroup)
                {
                    throw new ApiException(422, "too-large", "A row group of this file is too large to be shown here; download it, or write it with smaller row groups.");
                }

                seekable.Position = 0;
                var table = await ParquetSerializer.DeserializeUntypedAsync(seekable, rowGroupIndex: group, cancellationToken: cancellationToken);
                rows.AddRange(table.Data.Skip((int)Math.Max(0, from - first)).Take(most - rows.Count)
                    .Select(r => (IReadOnlyList<string>)[.. columns.Select(c => Text(r.GetValueOrDefault(c), 0))]));
            }

            first += sizes[group];
        }

        return new TableDto(columns, rows, from, from + rows.Count < sizes.Sum());
    }

    private static async Task<(string[] Columns, long[] Sizes)> DescribeAsync(Stream seekable, CancellationToken cancellationToken)
    {
        await using var reader = await ParquetReader.CreateAsync(seekable, leaveStreamOpen: true, cancellationToken: cancellationToken);
        var sizes = new long[reader.RowGroupCount];
        for (var i = 0; i < sizes.Length; i++)
        {
            using var group = reader.OpenRowGroupReader(i);
            sizes[i] = group.RowCount;
        }

        return ([.. reader.Schema.Fields.Take(Limits.Columns).Select(f => f.Name)], sizes);
    }

    private static string Text(object? value, int depth) => value switch
    {
        null => "",
        string text => text.Length <= MaxText ? text : $"{text.AsSpan(0, MaxText)}…",
        ReadOnlyMemory<char> chars => Text(chars.ToString(), depth),
        byte[] bytes => $"{bytes.Length} bytes",
        bool boolean => boolean ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        IDictionary<string, object?> inner when depth < 4 => $"{{{string.Join(", ", inner.Take(50).Select(p => $"{p.Key}: {Text(p.Value, depth + 1)}"))}}}",
        IEnumerable items when depth < 4 => $"[{string.Join(", ", items.Cast<object?>().Take(50).Select(i => Text(i, depth + 1)))}]",
        _ => depth < 4 ? value.ToString() ?? "" : "…",
    };
}

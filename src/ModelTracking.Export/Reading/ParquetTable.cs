using System.Runtime.CompilerServices;
using Parquet;
using Parquet.Serialization;

namespace ModelTracking.Export.Reading;

/// <summary>Reads the rows of a Parquet file, a row group at a time.</summary>
internal static class ParquetTable
{
    public static async IAsyncEnumerable<IReadOnlyDictionary<string, object?>> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var groups = await CountAsync(stream, cancellationToken).ConfigureAwait(false);
        for (var group = 0; group < groups; group++)
        {
            stream.Position = 0;
            var rows = await ParquetSerializer.DeserializeUntypedAsync(stream, rowGroupIndex: group, cancellationToken: cancellationToken).ConfigureAwait(false);
            foreach (var row in rows.Data)
            {
                yield return row.ToDictionary(c => c.Key, c => Plain(c.Value), StringComparer.Ordinal);
            }
        }
    }

    private static async Task<int> CountAsync(Stream stream, CancellationToken cancellationToken)
    {
        try
        {
            var reader = await ParquetReader.CreateAsync(stream, leaveStreamOpen: true, cancellationToken: cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                return reader.RowGroupCount;
            }
        }
        catch (Exception exception) when (exception is IOException or ParquetException or InvalidOperationException or ArgumentException)
        {
            throw new InvalidDataException($"The file is no Parquet file: {exception.Message}", exception);
        }
    }

    private static object? Plain(object? value) => value switch
    {
        float single => (double)single,
        decimal number => (double)number,
        int or short or sbyte or byte or ushort or uint => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture),
        DateTime time => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)),
        _ => value,
    };
}

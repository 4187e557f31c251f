using System.Security.Cryptography;
using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ModelTracking.MLNet.Datasets;

/// <summary>
/// Computes the digest of a data view: the same data gives the same one on any machine. Reading is a pass of its own and
/// changes nothing: ML.NET promises that a view may be read again.
/// </summary>
internal static class Fingerprints
{
    /// <param name="data">The data.</param>
    /// <param name="maxRows">How many rows to read at most; null for all.</param>
    public static DataFingerprint Of(IDataView data, int? maxRows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var columns = data.Schema.Where(c => !c.IsHidden).ToArray();
        foreach (var column in columns)
        {
            Append(hash, $"{column.Name}\0{column.Type}\0");
        }

        var (read, atEnd) = maxRows == 0 ? (0, false) : Read(data, columns, hash, maxRows ?? long.MaxValue);
        var rows = data.GetRowCount() ?? (atEnd ? read : null);
        Append(hash, $"rows\0{rows}\0");
        return new DataFingerprint(Convert.ToHexString(hash.GetHashAndReset())[..16].ToLowerInvariant(), rows, read);
    }

    private static (long Read, bool AtEnd) Read(IDataView data, DataViewSchema.Column[] columns, IncrementalHash hash, long maxRows)
    {
        using var cursor = data.GetRowCursor(columns);
        var appenders = columns.Select(c => ColumnDigest.For(cursor, c)).ToArray();
        var read = 0L;
        while (cursor.MoveNext())
        {
            if (read == maxRows)
            {
                return (read, false);
            }

            foreach (var append in appenders)
            {
                append(hash);
            }

            read++;
        }

        return (read, true);
    }

    private static void Append(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes(text));
}

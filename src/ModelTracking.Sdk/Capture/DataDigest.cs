using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace ModelTracking.Capture;

/// <summary>Digests of data: equal data have equal digests, wherever they lie and whoever reads them.</summary>
internal static class DataDigest
{
    private const int Hashed = 1 << 20;

    /// <summary>Digest and length of a file: the SHA-256 of its bytes.</summary>
    public static (string Digest, long Bytes) OfFile(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, Hashed, FileOptions.SequentialScan);
        return (Format(SHA256.HashData(file)), file.Length);
    }

    /// <summary>Digest and length of a folder: the SHA-256 of a list of its files, with each one's own SHA-256, in order of their relative paths.</summary>
    public static (string Digest, long Bytes, int Files) OfFolder(string folder)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => (Full: path, Relative: Path.GetRelativePath(folder, path).Replace('\\', '/')))
            .OrderBy(f => f.Relative, StringComparer.Ordinal)
            .ToArray();
        long bytes = 0;
        foreach (var (full, relative) in files)
        {
            var (digest, length) = OfFile(full);
            bytes += length;
            all.AppendData(Encoding.UTF8.GetBytes($"{digest} {relative}\n"));
        }

        return (Format(all.GetHashAndReset()), bytes, files.Length);
    }

    /// <summary>Digest and number of rows: the SHA-256 of all cells as text, each with its length before it.</summary>
    public static (string Digest, long Rows) OfRows(IEnumerable<IReadOnlyList<object?>> rows)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new ArrayBufferWriter<byte>();
        long count = 0;
        foreach (var row in rows)
        {
            buffer.Clear();
            foreach (var cell in row)
            {
                var text = Records.ParamValue.From(cell).ToString();
                Encoding.UTF8.GetBytes(cell is null ? "-1:" : $"{Encoding.UTF8.GetByteCount(text)}:{text}", buffer);
            }

            buffer.Write("\n"u8);
            all.AppendData(buffer.WrittenSpan);
            count++;
        }

        return (Format(all.GetHashAndReset()), count);
    }

    private static string Format(byte[] hash) => "sha256:" + Convert.ToHexString(hash).ToLowerInvariant();
}

using System.IO.Compression;
using System.Security.Cryptography;

namespace ModelTracking.Versioning.Formats;

/// <summary>The entries of a zip archive, which is what ML.NET and PyTorch save models as.</summary>
internal static class ZipEntries
{
    public static IReadOnlyList<ModelPart> Read(Stream seekable)
    {
        using var zip = new ZipArchive(seekable, ZipArchiveMode.Read, leaveOpen: true);
        if (zip.Entries.Sum(e => e.CompressedLength) > seekable.Length)
        {
            // Entries that share their bytes unpack to far more than a thousand times the file.
            throw new InvalidDataException("its entries overlap");
        }

        var parts = new List<ModelPart>();
        foreach (var entry in zip.Entries.Where(e => !e.FullName.EndsWith('/')))
        {
            using var content = entry.Open();
            parts.Add(new ModelPart(entry.FullName.Replace('\\', '/'), "entry", null, entry.Length, Convert.ToHexString(SHA256.HashData(content)).ToLowerInvariant()));
        }

        return parts;
    }
}

using System.IO.Compression;
using System.Text;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Artifacts;

/// <summary>Artifacts of a run as one zip archive, written as it is sent: nothing is kept in memory or beside the store.</summary>
/// <param name="artifacts">What goes in.</param>
internal sealed class ArtifactZip(IReadOnlyList<ArtifactEntry> artifacts)
{
    private const string Lost = "not in this archive.txt";

    // What a zip can say of a time.
    private static readonly DateTimeOffset First = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Last = new(2107, 12, 31, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes the archive. Bytes that are gone are named in a file at its end; damaged ones end the writing.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="open">Opens an artifact by its path.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="IOException">Bytes are not what was logged. The archive is then not whole, and has no index.</exception>
    public async Task WriteAsync(Stream target, Func<string, Task<Stream>> open, CancellationToken cancellationToken)
    {
        var names = new ZipNames();
        var lost = new List<string>();
        await using var unblocked = new UnblockedStream(target);
        var zip = await ZipArchive.CreateAsync(unblocked, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancellationToken);
        foreach (var artifact in artifacts)
        {
            Stream bytes;
            try
            {
                bytes = await open(artifact.Path);
            }
            catch (FileNotFoundException)
            {
                lost.Add(artifact.Path);
                continue;
            }

            await using (bytes)
            {
                await AddAsync(zip, names.Of(artifact.Path), artifact.Time, bytes, cancellationToken);
                await unblocked.HandOnAsync(cancellationToken);
            }
        }

        if (lost.Count > 0)
        {
            using var list = new MemoryStream(Encoding.UTF8.GetBytes("The run has logged these too, and their bytes are no longer in the store:\n\n" + string.Join('\n', lost) + "\n"));
            await AddAsync(zip, names.Of(Lost), Last, list, cancellationToken);
        }

        // The index is written by this alone: after an error there is none, so that half an archive is not taken for a whole one.
        await zip.DisposeAsync();
        await unblocked.HandOnAsync(cancellationToken);
    }

    private static async Task AddAsync(ZipArchive zip, string name, DateTimeOffset time, Stream bytes, CancellationToken cancellationToken)
    {
        // Packed even where it gains little: an entry whose length comes behind it is read by every program in this form alone.
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = time < First ? First : time > Last ? Last : time;
        await using var target = await entry.OpenAsync(cancellationToken);
        await bytes.CopyToAsync(target, cancellationToken);
    }
}

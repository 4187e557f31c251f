using System.Text;
using ModelTracking.Journal;
using ModelTracking.Records;

namespace ModelTracking.Reading.Catalog;

/// <summary>What the catalog asks of the runs' folders. Thread-safe.</summary>
internal sealed class RunFolders(StoreLayout layout, RunJournal journal, Func<RunId, RunSummary?> read)
{
    /// <summary>When a run was last made, deleted or brought back, in ticks.</summary>
    public long ListTime => Directory.GetLastWriteTimeUtc(layout.Runs).Ticks;

    public HashSet<RunId> List() => [.. StoreLayout.RunsIn(layout.Runs)];

    public long FolderTime(RunId id) => Directory.GetLastWriteTimeUtc(layout.RunFolder(id)).Ticks;

    /// <summary>For a look at all folders' times.</summary>
    public RunFolderTimes OpenTimes() => new(layout);

    /// <summary>Reads a run as it is.</summary>
    /// <param name="id">The run.</param>
    /// <param name="known">What was known of it, which is given back where its files have not changed.</param>
    public CatalogRow Read(RunId id, CatalogRow? known)
    {
        // In this order: whatever happens between two steps makes the run look older than it is, so it is read again.
        var folder = layout.RunFolder(id);
        var time = FolderTime(id);
        var isLive = journal.IsLive(folder);
        var signature = isLive ? Signature(folder) : "";
        if (isLive && known is { IsLive: true } && known.Signature == signature)
        {
            return known;
        }

        return new CatalogRow(read(id), time, isLive, signature);
    }

    private static string Signature(string folder)
    {
        var signature = new StringBuilder();
        try
        {
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles().Where(f => !JournalNames.IsLock(f.Name)))
            {
                signature.Append(file.Name).Append(':').Append(file.Length).Append(' ');
            }
        }
        catch (IOException)
        {
            return Guid.NewGuid().ToString();
        }

        return signature.ToString();
    }
}

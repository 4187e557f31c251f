using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>
/// Empty files that name runs which may have changed since the catalog last looked: a writer leaves one after it has
/// taken its lock and before it writes. Removed once the catalog's files tell what the writer wrote. Losing them costs
/// a look at every run's folder, nothing else; so failures are passed over.
/// </summary>
internal sealed class TouchMarks(StoreLayout layout)
{
    private string Folder => Path.Combine(layout.Catalog, "touched");

    public void Add(RunId run, string writer)
    {
        try
        {
            var path = Path.Combine(Folder, $"{run}-{writer}");
            try
            {
                File.WriteAllBytes(path, []);
            }
            catch (DirectoryNotFoundException)
            {
                Directory.CreateDirectory(Folder);
                File.WriteAllBytes(path, []);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The catalog compares folder times when it is next opened.
        }
    }

    public IReadOnlyList<TouchMark> Read()
    {
        try
        {
            return [.. Directory.EnumerateFiles(Folder)
                .Select(path => Path.GetFileName(path))
                .Where(name => name.Length > RunId.Length)
                .Select(name => RunId.TryParse(name[..RunId.Length], out var run) ? new TouchMark(run, name) : default)
                .Where(mark => !mark.Run.IsEmpty)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    public void Remove(IEnumerable<TouchMark> marks)
    {
        foreach (var mark in marks)
        {
            try
            {
                File.Delete(Path.Combine(Folder, mark.Name));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It is read once more the next time.
            }
        }
    }
}

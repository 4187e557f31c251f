using ModelTracking.Diagnostics;
using ModelTracking.TensorBoard.Import;
using ModelTracking.TensorBoard.Protocol;

namespace ModelTracking.TensorBoard.Files;

/// <summary>
/// Finds the runs in a folder. What <c>add_scalars</c> and <c>add_hparams</c> write to folders of their own, for want of a better
/// place, is put back into the run it belongs to.
/// </summary>
internal static class EventFolders
{
    /// <exception cref="TrackingException">There is no such folder, or no event file in it.</exception>
    public static IReadOnlyList<EventFolder> Find(string root)
    {
        if (!Directory.Exists(root))
        {
            throw new TrackingException($"There is no folder '{root}'. Name the folder that TensorBoard is given as --logdir.");
        }

        root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        var all = Directory.EnumerateFiles(root, "*tfevents*", SearchOption.AllDirectories)
            .GroupBy(file => Path.GetDirectoryName(file)!)
            .OrderBy(folder => folder.Key, StringComparer.Ordinal)
            .Select(folder => new EventFolder(folder.Key, NameOf(root, folder.Key), [.. folder.Order(StringComparer.Ordinal)]))
            .ToList();
        return all.Count > 0 ? Fold(all) : throw new TrackingException($"There is no event file (*tfevents*) in '{root}' or below it.");
    }

    private static List<EventFolder> Fold(List<EventFolder> all)
    {
        var parts = new List<(EventFolder Parent, EventFolder Part)>();
        foreach (var folder in all)
        {
            // Ancestors come before what is below them; the nearest one is the last.
            var parent = all.LastOrDefault(a => folder.Path.StartsWith(a.Path + Path.DirectorySeparatorChar, StringComparison.Ordinal));
            if (parent is not null && parts.All(p => p.Part.Path != parent.Path) && AsPart(parent, folder) is { } part)
            {
                parts.Add((parent, part));
            }
        }

        // One set of hparams describes the run; several are trials, each a run of its own.
        var trials = parts.Where(p => p.Part.Context.Length == 0).GroupBy(p => p.Parent.Path).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
        parts.RemoveAll(p => p.Part.Context.Length == 0 && trials.Contains(p.Parent.Path));
        return [.. all
            .Where(folder => parts.All(p => p.Part.Path != folder.Path))
            .Select(folder => folder with { Parts = [.. parts.Where(p => p.Parent.Path == folder.Path).Select(p => p.Part)] })];
    }

    private static EventFolder? AsPart(EventFolder parent, EventFolder folder)
    {
        var values = folder.Files
            .SelectMany(file => new EventFile(file).Read().Where(e => e.Summary is not null).Take(2))
            .SelectMany(e => e.Summary.Value)
            .ToArray();
        if (values.Any(v => v.Metadata?.Plugin?.Name == HParams.Plugin))
        {
            return folder;
        }

        var name = Path.GetRelativePath(parent.Path, folder.Path).Replace('\\', '/').Replace('/', '_');
        var tags = values.Select(v => v.Tag).Distinct().ToArray();
        return tags.Length == 1 && name.StartsWith(tags[0].Replace('/', '_') + "_", StringComparison.Ordinal)
            ? folder with { Context = name[(tags[0].Length + 1)..] }
            : null;
    }

    private static string NameOf(string root, string folder) =>
        folder == root ? Path.GetFileName(root) : Path.GetRelativePath(root, folder).Replace('\\', '/');
}

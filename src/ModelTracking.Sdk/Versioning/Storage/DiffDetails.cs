using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using ModelTracking.Versioning.Formats;

namespace ModelTracking.Versioning.Storage;

/// <summary>Looks into the two sides of a change.</summary>
internal static class DiffDetails
{
    /// <summary>Longer files are not compared line by line.</summary>
    private const long MaxText = 1 << 20;

    /// <summary>Unchanged lines shown around a change.</summary>
    private const int Context = 3;

    public static IReadOnlyList<string> Of(ElementChange change, TreeDiff diff)
    {
        try
        {
            return change switch
            {
                { Before: DatasetElement before, After: DatasetElement after } => Folders(before, after, diff),
                { Part: TreePart.Model, Before: FileElement before, After: FileElement after } => ModelComparison.Compare(change.Key, () => diff.Open(before), () => diff.Open(after)),
                { Part: TreePart.Code } => Unified(Text(change.Before, diff), Text(change.After, diff)),
                _ => [],
            };
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            return [$"(cannot be compared: {exception.Message})"];
        }
    }

    private static string[] Folders(DatasetElement before, DatasetElement after, TreeDiff diff)
    {
        var rows = before.Rows is { } was && after.Rows is { } now && was != now ? [$"rows {was:#,0} -> {now:#,0}"] : Array.Empty<string>();
        if (!before.IsFolder || !after.IsFolder)
        {
            return rows;
        }

        var files = TreeDiff.Between(Listing(before, diff), Listing(after, diff), _ => Stream.Null);
        return [.. rows, .. files.Changes.Select(DiffText.Line)];
    }

    private static VersionTree Listing(DatasetElement folder, TreeDiff diff)
    {
        using var bytes = new MemoryStream();
        using (var stream = diff.Open(folder))
        {
            stream.CopyTo(bytes);
        }

        return VersionTree.Of(ObjectCodec.ReadElements(folder.Digest, bytes.ToArray(), DatasetReader.Listing).Select(e => new TreeEntry(TreePart.Datasets, e.Key, e.Value)));
    }

    // Null: the side is not text, or too long to show.
    private static string? Text(TreeElement? element, TreeDiff diff)
    {
        if (element is null or GitElement { Patch: null })
        {
            return "";
        }

        var file = element as FileElement ?? (element as GitElement)?.Patch;
        if (file is null || file.Length > MaxText)
        {
            return null;
        }

        using var reader = new StreamReader(diff.Open(element));
        var text = reader.ReadToEnd();
        return text.Contains('\0', StringComparison.Ordinal) ? null : text;
    }

    private static List<string> Unified(string? before, string? after)
    {
        if (before is null || after is null)
        {
            return [];
        }

        var lines = InlineDiffBuilder.Diff(before, after).Lines;
        var shown = new bool[lines.Count];
        for (var i = 0; i < lines.Count; i++)
        {
            for (var near = Math.Max(0, i - Context); lines[i].Type != ChangeType.Unchanged && near <= Math.Min(lines.Count - 1, i + Context); near++)
            {
                shown[near] = true;
            }
        }

        var result = new List<string>();
        int oldLine = 1, newLine = 1;
        for (var i = 0; i < lines.Count; i++)
        {
            var type = lines[i].Type;
            if (shown[i] && (i == 0 || !shown[i - 1]))
            {
                result.Add(Header(lines, shown, i, oldLine, newLine));
            }

            if (shown[i])
            {
                result.Add($"{type switch { ChangeType.Inserted => '+', ChangeType.Deleted => '-', _ => ' ' }}{lines[i].Text}");
            }

            oldLine += type == ChangeType.Inserted ? 0 : 1;
            newLine += type == ChangeType.Deleted ? 0 : 1;
        }

        return result;
    }

    private static string Header(List<DiffPiece> lines, bool[] shown, int from, int oldLine, int newLine)
    {
        var to = from;
        while (to < lines.Count && shown[to])
        {
            to++;
        }

        var hunk = lines.GetRange(from, to - from);
        var (before, after) = (hunk.Count(l => l.Type != ChangeType.Inserted), hunk.Count(l => l.Type != ChangeType.Deleted));
        return $"@@ -{(before == 0 ? oldLine - 1 : oldLine)},{before} +{(after == 0 ? newLine - 1 : newLine)},{after} @@";
    }
}

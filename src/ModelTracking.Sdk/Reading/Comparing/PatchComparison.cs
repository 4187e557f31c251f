using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using ModelTracking.Records;

namespace ModelTracking.Reading.Comparing;

/// <summary>Compares uncommitted changes, file by file.</summary>
internal static class PatchComparison
{
    private const int Around = 2;

    public static IReadOnlyList<CodeDifference> Of(IReadOnlyList<RunSummary> runs, RunExtras[] extras, int baseline)
    {
        var differences = new List<CodeDifference>();
        for (var i = 0; i < runs.Count; i++)
        {
            var (before, after) = (extras[baseline].Patches, extras[i].Patches);
            if (i == baseline)
            {
                continue;
            }

            foreach (var path in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
            {
                var (left, right) = (Body(before.GetValueOrDefault(path, "")), Body(after.GetValueOrDefault(path, "")));
                if (left != right)
                {
                    differences.Add(new CodeDifference(runs[i].Id, path, Lines(left, right)));
                }
            }
        }

        return differences;
    }

    /// <summary>What a patch does, in short.</summary>
    public static string Describe(string patch)
    {
        if (patch.Length == 0)
        {
            return "changed";
        }

        var lines = Body(patch).Split('\n');
        return $"+{lines.Count(l => l.StartsWith('+'))} -{lines.Count(l => l.StartsWith('-'))}";
    }

    // What stands before the first hunk names the file's objects, which says nothing to people; nor does it when the same change stands a few lines lower.
    private static string Body(string patch)
    {
        var hunk = patch.IndexOf("\n@@", StringComparison.Ordinal);
        return hunk < 0 ? patch : string.Join('\n', patch[(hunk + 1)..].Split('\n').Select(WithoutLineNumbers));
    }

    private static string WithoutLineNumbers(string line) =>
        line.StartsWith("@@ ", StringComparison.Ordinal) && line.IndexOf(" @@", StringComparison.Ordinal) is > 0 and var end ? string.Concat("@@", line.AsSpan(end + 3)) : line;

    private static List<string> Lines(string before, string after)
    {
        var all = InlineDiffBuilder.Diff(before, after, ignoreWhiteSpace: false).Lines;
        var lines = new List<string>();
        var last = -1;
        for (var i = 0; i < all.Count; i++)
        {
            var isNear = false;
            for (var near = Math.Max(0, i - Around); near <= Math.Min(all.Count - 1, i + Around) && !isNear; near++)
            {
                isNear = all[near].Type is ChangeType.Inserted or ChangeType.Deleted;
            }

            if (!isNear)
            {
                continue;
            }

            if (last >= 0 && i > last + 1)
            {
                lines.Add(" ...");
            }

            last = i;
            lines.Add((all[i].Type switch { ChangeType.Inserted => "+", ChangeType.Deleted => "-", _ => " " }) + all[i].Text);
        }

        return lines;
    }
}

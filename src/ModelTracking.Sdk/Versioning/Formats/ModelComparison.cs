using System.Globalization;

namespace ModelTracking.Versioning.Formats;

/// <summary>Says which tensors or entries of a model changed.</summary>
internal static class ModelComparison
{
    public static IReadOnlyList<string> Compare(string path, Func<Stream> before, Func<Stream> after)
    {
        if (ModelReader.TryRead(path, before) is not { } old || ModelReader.TryRead(path, after) is not { } now)
        {
            return [];
        }

        var lines = new List<string>();
        var (oldCount, newCount) = (old.Values.Sum(p => p.Count), now.Values.Sum(p => p.Count));
        if (oldCount + newCount > 0)
        {
            lines.Add(oldCount == newCount ? $"parameters {oldCount:#,0}" : $"parameters {oldCount:#,0} -> {newCount:#,0}");
        }

        foreach (var name in old.Keys.Union(now.Keys).Order(StringComparer.Ordinal))
        {
            var (was, nowIs) = (old.GetValueOrDefault(name), now.GetValueOrDefault(name));
            if (Line(name, was, nowIs) is { } line)
            {
                lines.Add(line);
            }
        }

        var same = old.Keys.Intersect(now.Keys).Count(n => Line(n, old[n], now[n]) is null);
        lines.Add($"{same} of {old.Keys.Union(now.Keys).Count()} unchanged");
        return lines;
    }

    private static string? Line(string name, ModelPart? before, ModelPart? after) => (before, after) switch
    {
        (null, _) => $"+ {name} {after!.Describe()}",
        (_, null) => $"- {name} {before.Describe()}",
        _ when before.Digest == after.Digest && before.Describe() == after.Describe() => null,
        _ when before.Describe() != after.Describe() => $"~ {name} {before.Describe()} -> {after.Describe()}{Norm(before, after)}",
        _ => $"~ {name} {before.Describe()}{Norm(before, after)}",
    };

    private static string Norm(ModelPart before, ModelPart after) => before.Norm is { } was && after.Norm is { } now
        ? string.Create(CultureInfo.InvariantCulture, $", norm {was:0.####} -> {now:0.####}")
        : "";
}

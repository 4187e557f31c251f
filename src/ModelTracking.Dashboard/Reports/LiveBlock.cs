using System.Globalization;

namespace ModelTracking.Dashboard.Reports;

/// <summary>A live block of a report, as far as its data depend on it. Immutable.</summary>
internal sealed class LiveBlock
{
    /// <summary>How many live blocks a report has; further ones are code.</summary>
    public const int Most = 50;

    private readonly ILookup<string, string> _values;

    private LiveBlock(LiveBlockKind kind, string source, ILookup<string, string> values) => (Kind, Source, _values) = (kind, source, values);

    public LiveBlockKind Kind { get; }

    /// <summary>Info string and body, by which the client finds what was saved for it.</summary>
    public string Source { get; }

    /// <summary>The live blocks of a report in their order.</summary>
    public static IReadOnlyList<LiveBlock> In(string report) => [.. MarkdownFences.In(report).Select(f => Of(f.Info, f.Body)).OfType<LiveBlock>().Take(Most)];

    /// <summary>The first value of a name; empty where there is none.</summary>
    public string One(string name) => _values[name].FirstOrDefault() ?? "";

    /// <summary>All values of a name that is given once for each.</summary>
    public IReadOnlyList<string> Many(string name) => [.. _values[name]];

    /// <summary>How many, from one to the most there may be: more than that is the most, as the client takes it, which says so; what is no such number is the usual one.</summary>
    public int Count(string name, int usual, int most)
    {
        var text = One(name);
        return text.Length == 0 || !text.All(char.IsAsciiDigit) ? usual
            : !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? most
            : number == 0 ? usual : Math.Min(number, most);
    }

    private static LiveBlock? Of(string info, string body)
    {
        LiveBlockKind? kind = info switch
        {
            "chart" => LiveBlockKind.Chart,
            "runs" => LiveBlockKind.Runs,
            "run" => LiveBlockKind.Run,
            "compare" => LiveBlockKind.Compare,
            "artifact" => LiveBlockKind.Artifact,
            _ => null,
        };

        // What is no 'key: value' is told where the block is shown; it has no data.
        return kind is { } known
            ? new LiveBlock(known, MarkdownLine.TrimEnd($"{info}\n{body}"), body.Split('\n').Where(l => l.Contains(':')).Select(Pair).Where(p => p.Value.Length > 0).ToLookup(p => p.Key, p => p.Value, StringComparer.Ordinal))
            : null;
    }

    private static (string Key, string Value) Pair(string line)
    {
        var colon = line.IndexOf(':');
        return (MarkdownLine.Trim(line[..colon]), MarkdownLine.Trim(line[(colon + 1)..]));
    }
}

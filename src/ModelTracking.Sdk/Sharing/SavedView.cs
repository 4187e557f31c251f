namespace ModelTracking.Sharing;

/// <summary>What the address of a saved view says. Immutable.</summary>
public sealed class SavedView
{
    private readonly ILookup<string, string> _values;

    private SavedView(string page, ILookup<string, string> values)
    {
        Page = page;
        _values = values;
    }

    /// <summary>The page: empty for the list of runs, <c>compare</c> for a comparison.</summary>
    public string Page { get; }

    /// <summary>The query, in the language of searches; empty for none.</summary>
    public string Query => One("q");

    /// <summary>The experiment that is shown; empty for all.</summary>
    public string Experiment => One("experiment");

    /// <summary>The columns in their order; empty where they are chosen by what the runs have.</summary>
    public IReadOnlyList<string> Columns => One("columns").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>What the rows are ordered by, for example <c>metrics.loss DESC</c>; empty for the newest first.</summary>
    public string Sort => One("sort");

    /// <summary>What the rows are grouped by; empty for nothing.</summary>
    public string Group => One("group");

    /// <summary>Whether nested runs are shown too.</summary>
    public bool ShowsNested => One("nested") == "1";

    /// <summary>The runs that are compared, by their identities.</summary>
    public IReadOnlyList<string> Runs => [.. _values["run"]];

    /// <summary>Reads the address of a view.</summary>
    /// <param name="content">A page and its state, for example <c>?q=params.lr+%3E+0.1&amp;sort=metrics.loss</c>. What is not known in it is passed over.</param>
    public static SavedView Parse(string content)
    {
        ArgumentNullException.ThrowIfNull(content);
        var mark = content.IndexOf('?', StringComparison.Ordinal);
        var (page, query) = mark < 0 ? (content, "") : (content[..mark], content[(mark + 1)..]);
        return new SavedView(page, query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(Pair).ToLookup(p => p.Key, p => p.Value, StringComparer.Ordinal));
    }

    private string One(string name) => _values[name].FirstOrDefault() ?? "";

    private static (string Key, string Value) Pair(string text)
    {
        var mark = text.IndexOf('=', StringComparison.Ordinal);
        return mark < 0 ? (Plain(text), "") : (Plain(text[..mark]), Plain(text[(mark + 1)..]));
    }

    private static string Plain(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}

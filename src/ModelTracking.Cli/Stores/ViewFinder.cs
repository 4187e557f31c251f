using ModelTracking.Sharing;

namespace ModelTracking.Cli.Stores;

/// <summary>Finds saved views by what people call them.</summary>
internal static class ViewFinder
{
    /// <summary>All views of the store, by name.</summary>
    public static IReadOnlyList<SharedDocument> All(StoreSettings settings, Terminal terminal) =>
        SharedDocuments.Open(StoreLocation.Resolve(settings.Store, terminal), SharedKind.View, terminal.Time).List();

    /// <summary>The view of runs that a name or id means.</summary>
    /// <exception cref="ToolException">None, several, or one of another page.</exception>
    public static SavedView Runs(StoreSettings settings, Terminal terminal, string name)
    {
        var all = All(settings, terminal);
        SharedDocument[] found = [.. all.Where(v => v.Id == name || v.Name.Equals(name, StringComparison.OrdinalIgnoreCase))];
        if (found.Length > 1)
        {
            throw ToolException.NotFound($"several views are called '{name}'; give the id of one: {string.Join(", ", found.Select(v => $"{v.Id} of {v.Owner}"))}.");
        }

        if (found.Length == 0)
        {
            throw ToolException.NotFound($"there is no view '{name}'.{Suggestion.DidYouMean(name, all.Select(v => v.Name))} 'modeltracking views' lists them; the dashboard saves them.");
        }

        var view = SavedView.Parse(found[0].Content);
        return view.Page.Length == 0 ? view : throw ToolException.BadUsage($"'{found[0].Name}' is a view of the page '{view.Page}'; --view takes one of runs.");
    }
}

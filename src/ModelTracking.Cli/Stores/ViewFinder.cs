using ModelTracking.Sharing;

namespace ModelTracking.Cli.Stores;

/// <summary>Finds saved views of runs.</summary>
internal static class ViewFinder
{
    /// <summary>The view of runs that a name or id means.</summary>
    /// <exception cref="ToolException">None, several, or one of another page.</exception>
    public static SavedView Runs(StoreSettings settings, Terminal terminal, string name)
    {
        var found = SharedFinder.Find(SharedFinder.Open(settings, terminal, SharedKind.View), name);
        var view = SavedView.Parse(found.Content);
        return view.Page.Length == 0 ? view : throw ToolException.BadUsage($"'{found.Name}' is a view of the page '{view.Page}'; --view takes one of runs.");
    }
}

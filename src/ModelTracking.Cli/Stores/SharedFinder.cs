using ModelTracking.Sharing;

namespace ModelTracking.Cli.Stores;

/// <summary>Finds views or reports by what people call them.</summary>
internal static class SharedFinder
{
    /// <summary>Those of the store.</summary>
    public static SharedDocuments Open(StoreSettings settings, Terminal terminal, SharedKind kind) =>
        SharedDocuments.Open(StoreLocation.Resolve(settings.Store, terminal), kind, terminal.Time);

    /// <summary>The one that a name or id means; null where there is none.</summary>
    /// <exception cref="ToolException">There are several.</exception>
    public static SharedDocument? TryFind(SharedDocuments documents, string name) =>
        documents.List().Where(d => d.Id == name || d.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).ToArray() switch
        {
            [] => null,
            [var one] => one,
            var several => throw ToolException.NotFound($"several {What(documents)}s are called '{name}'; give the id of one: {string.Join(", ", several.Select(d => $"{d.Id} of {d.Owner}"))}."),
        };

    /// <summary>The one that a name or id means.</summary>
    /// <exception cref="ToolException">None, or several.</exception>
    public static SharedDocument Find(SharedDocuments documents, string name) => TryFind(documents, name)
        ?? throw ToolException.NotFound($"there is no {What(documents)} '{name}'.{Suggestion.DidYouMean(name, documents.List().Select(d => d.Name))} 'modeltracking {What(documents)}s' lists them{(documents.Kind == SharedKind.View ? "; the dashboard saves them" : "")}.");

    private static string What(SharedDocuments documents) => documents.Kind == SharedKind.View ? "view" : "report";
}

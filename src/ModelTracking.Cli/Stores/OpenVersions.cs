using ModelTracking.Backends;
using ModelTracking.Versioning;

namespace ModelTracking.Cli.Stores;

/// <summary>The versions in a store, as verbs use them.</summary>
internal static class OpenVersions
{
    /// <summary>The versions of a store that is there.</summary>
    /// <param name="settings">Which store.</param>
    /// <param name="terminal">The surroundings.</param>
    /// <param name="author">Who changes something. Default: what the surroundings say.</param>
    /// <param name="project">The folder of the project whose packages are compared. Default: here.</param>
    public static VersionStore At(StoreSettings settings, Terminal terminal, string? author = null, string? project = null)
    {
        var folder = StoreLocation.Resolve(settings.Store, terminal);
        FileStore.Open(folder);
        return Make(folder, terminal, author, project);
    }

    /// <summary>The versions of a store, which is made where there is none.</summary>
    public static VersionStore MakeAt(StoreSettings settings, Terminal terminal, string? author) =>
        Make(StoreLocation.Resolve(settings.Store, terminal), terminal, author, null);

    /// <summary>The repository that is meant.</summary>
    /// <exception cref="ToolException">None is named, and there is none or more than one.</exception>
    public static Repository Repository(this VersionStore store, RepositorySettings settings)
    {
        var names = store.Repositories;
        if (settings.Repo is { } name)
        {
            return names.Contains(name)
                ? store.Repository(name)
                : throw ToolException.NotFound($"there is no repository '{name}'.{Suggestion.DidYouMean(name, names)} {(names.Count == 0 ? "'modeltracking commit' makes the first one." : $"There are: {string.Join(", ", names)}.")}");
        }

        return names switch
        {
            [var only] => store.Repository(only),
            [] => throw ToolException.NotFound("the store has no repository yet; 'modeltracking commit --repo NAME' makes one."),
            _ => throw ToolException.BadUsage($"there are several repositories: {string.Join(", ", names)}; name one with --repo."),
        };
    }

    private static VersionStore Make(string folder, Terminal terminal, string? author, string? project) =>
        VersionStore.Open(folder, new VersionStoreOptions
        {
            Author = author ?? terminal.Variable("MODELTRACKING_AUTHOR"),
            TimeProvider = terminal.Time,
            Environment = new ProjectEnvironment(project ?? terminal.Folder),
        });
}

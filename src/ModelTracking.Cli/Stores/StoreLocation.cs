namespace ModelTracking.Cli.Stores;

/// <summary>Finds the store's folder from what was typed and what is set.</summary>
internal static class StoreLocation
{
    private const string Variable = "MODELTRACKING_URI";
    private const string DefaultFolder = "mltrack";

    /// <summary>The folder as a full path. Where the environment names a server, it is the one that runs are sent from.</summary>
    /// <exception cref="ToolException">It is the address of a server.</exception>
    public static string Resolve(string? option, Terminal terminal)
    {
        var (store, from) = !string.IsNullOrWhiteSpace(option) ? (option, "--store")
            : terminal.Variable(Variable) is { } set && !string.IsNullOrWhiteSpace(set) && !Replication.ReplicationSchemes.IsRemote(set) ? (set, Variable)
            : (DefaultFolder, "");
        if (store.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            return Uri.TryCreate(store, UriKind.Absolute, out var uri)
                ? uri.LocalPath
                : throw ToolException.BadUsage($"'{store}' in {from} is not a valid file: URI; write file:///path/to/store, or just the folder.");
        }

        return store.Contains("://", StringComparison.Ordinal)
            ? throw ToolException.BadUsage($"'{store}' in {from} is not a folder; this tool reads stores on disk: give one with --store FOLDER.")
            : Path.GetFullPath(store, terminal.Folder);
    }
}

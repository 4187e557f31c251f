using ModelTracking.Backends;
using ModelTracking.Replication;

namespace ModelTracking.Cli.Stores;

/// <summary>Finds out which places runs are to be sent to.</summary>
internal static class SyncTargets
{
    private static readonly string[] Variables = ["MODELTRACKING_URI", "MLFLOW_TRACKING_URI"];

    /// <summary>What was typed, else what is set, else wherever the store's runs were sent before.</summary>
    /// <exception cref="ToolException">Nothing of these, or it is none that the tool knows.</exception>
    public static IReadOnlyList<string> Resolve(string? option, FileStore store, Terminal terminal)
    {
        if (option is not null)
        {
            return ReplicationSchemes.IsRemote(option) ? [option] : throw ToolException.BadUsage($"'{option}' is not the address of a server; write --to http://host:5000, --to databricks://profile or --to azureml://...");
        }

        if (Variables.Select(v => terminal.Variable(v)).FirstOrDefault(v => v is not null && ReplicationSchemes.IsRemote(v)) is { } set)
        {
            return [set];
        }

        var known = Replicas.Of(store).Targets;
        return known.Count > 0 ? known : throw ToolException.BadUsage("no server is named; give one with --to http://host:5000, or in MLFLOW_TRACKING_URI.");
    }
}

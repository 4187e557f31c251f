using System.Diagnostics.CodeAnalysis;
using ModelTracking.Diagnostics;

namespace ModelTracking.Replication;

/// <summary>
/// The schemes that are known in this process. Referencing a package of this family is enough: its scheme is found by name, in trimmed
/// and native programs too. Others register theirs. Thread-safe.
/// </summary>
public static class ReplicationSchemes
{
    private static readonly object Gate = new();
    private static readonly List<IReplicationScheme> Known = [];
    private static bool _looked;

    /// <summary>Adds a scheme; it is asked before those there are.</summary>
    public static void Register(IReplicationScheme scheme)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        lock (Gate)
        {
            Known.Insert(0, scheme);
        }
    }

    /// <summary>The target that a URI means.</summary>
    /// <exception cref="TrackingException">No package that knows it is referenced, or the URI is wrong.</exception>
    public static IReplicationTarget Open(string uri, ReplicationOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(uri);
        return Find(uri)?.Open(uri, options ?? new ReplicationOptions())
            ?? throw new TrackingException($"No referenced package knows '{uri}'. For MLflow and Databricks add the package ModelTracking.MLflow, for Azure ML ModelTracking.AzureML.");
    }

    /// <summary>Whether a text names a place to replicate to, and not a folder.</summary>
    public static bool IsRemote(string store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store == "databricks"
            || (store.IndexOf("://", StringComparison.Ordinal) > 1 && !store.StartsWith("file:", StringComparison.OrdinalIgnoreCase));
    }

    private static IReplicationScheme? Find(string uri)
    {
        lock (Gate)
        {
            if (!_looked)
            {
                _looked = true;
                // The names are constants, so that the linker keeps the types where the packages are there.
                // The most particular first: a workspace's https address is one that MLflow's scheme would take too.
                Add(Type.GetType("ModelTracking.AzureML.AzureMLScheme, ModelTracking.AzureML"));
                Add(Type.GetType("ModelTracking.MLflow.MlflowScheme, ModelTracking.MLflow"));
            }

            return Known.FirstOrDefault(s => s.Knows(uri));
        }
    }

    private static void Add([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] Type? type)
    {
        if (type is not null && Activator.CreateInstance(type) is IReplicationScheme scheme)
        {
            Known.Add(scheme);
        }
    }
}

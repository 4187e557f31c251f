using ModelTracking.Records;
using ModelTracking.Versioning;

namespace ModelTracking.Replication;

/// <summary>Brings registered models to one target: those whose history has grown since the last time.</summary>
internal static class ModelReplication
{
    /// <returns>What went wrong; empty where everything is there.</returns>
    public static async Task<IReadOnlyList<string>> SyncAsync(ReplicationContext context, ModelRegistry models, CancellationToken cancellationToken)
    {
        if (context.Target is not IModelReplicationTarget target)
        {
            return [];
        }

        var problems = new List<string>();
        var cursor = context.Files.LoadModels();
        foreach (var model in models.List())
        {
            var events = model.History().Count;
            if (cursor.Models.GetValueOrDefault(model.Name) == events)
            {
                continue;
            }

            try
            {
                await target.ReplicateModelAsync(model, FindAsync, cancellationToken).ConfigureAwait(false);
                cursor.Models[model.Name] = events;
                context.Files.SaveModels(cursor);
            }
            catch (ReplicationException exception)
            {
                problems.Add($"{context.Target.Name}: model {model.Name}: {exception.Message}");
                if (exception.Fault is ReplicationFault.Unavailable or ReplicationFault.Unauthorized)
                {
                    break;
                }
            }
        }

        return problems;

        async Task<(string, RunSummary)?> FindAsync(RunId id, CancellationToken cancellation) =>
            context.Files.Load(id).RemoteId is { } remote && await context.Reader.GetRunAsync(id, cancellation).ConfigureAwait(false) is { } run ? (remote, run) : null;
    }
}

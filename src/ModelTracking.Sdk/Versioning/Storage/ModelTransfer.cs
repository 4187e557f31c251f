using ModelTracking.Artifacts;

namespace ModelTracking.Versioning.Storage;

/// <summary>Copies a registered model: what its versions need first, then the entries of its history that the other side does not have.</summary>
internal static class ModelTransfer
{
    /// <exception cref="VersionConflictException">The other side's history is not the beginning of this one.</exception>
    public static TransferReport Copy(ModelLog from, IObjectStore source, ModelLog to, IObjectStore target, IProgress<string>? progress)
    {
        var events = from.Log.Read(static s => s.Events.ToArray());
        var present = to.Log.Read(static s => s.Events.ToArray());
        Require(events, present);
        var missing = events[present.Length..];
        var transfer = new ObjectTransfer(source, target, [], progress);
        var deleted = missing.Where(e => e is { Key: not null, Object: null }).Select(e => e.Key).ToHashSet();
        var versions = missing.Where(e => e.Object is not null && !deleted.Contains(e.Key)).ToArray();
        foreach (var version in versions)
        {
            transfer.Copy(version.Object!);
        }

        to.WriteAny(state =>
        {
            // Somebody may have written to it while the objects were copied.
            Require(events, [.. state.Events]);
            foreach (var version in versions)
            {
                to.Store.KeepAll(to.Store.Load(version.Object!), null);
            }

            return events[state.Events.Count..];
        });
        return new TransferReport(transfer.Copied, transfer.Bytes, [.. versions.Select(v => new Reference($"version {v.Version}", v.Object!))]);
    }

    private static void Require(ModelEvent[] events, ModelEvent[] present)
    {
        var common = events.Zip(present).TakeWhile(pair => pair.First == pair.Second).Count();
        if (common < present.Length)
        {
            throw new VersionConflictException($"The model's history went another way there: entry {common + 1} is '{present[common]}', here it is {(common < events.Length ? $"'{events[common]}'" : "not there")}. Copy in the other direction, or register the commits there under another name.");
        }
    }
}

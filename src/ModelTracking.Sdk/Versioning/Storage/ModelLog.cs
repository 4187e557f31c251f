using ModelTracking.Diagnostics;
using ModelTracking.Journal;

namespace ModelTracking.Versioning.Storage;

/// <summary>One registered model: reads its log and adds to it. Thread-safe, across processes too.</summary>
internal sealed class ModelLog(VersionContext context, string fileName, CommitStore store, Action<ModelEvent> publish)
{
    private readonly FoldedLog<ModelEvent, ModelState> _log = new(
        context.Storage.Lock, context.Storage.Log(VersionArea.Models, fileName), LogJson.Lines.ModelEvent, () => new ModelState(), ModelState.Apply);

    public FoldedLog<ModelEvent, ModelState> Log => _log;

    public CommitStore Store => store;

    public ModelEvent New(ModelEventKind kind) => new(context.Time.GetUtcNow(), context.Author, kind);

    /// <summary>Appends what the decision gives, on a model that is there.</summary>
    public void Write(Func<ModelState, IEnumerable<ModelEvent>> decide) => WriteAny(state =>
    {
        Require(state);
        return decide(state);
    });

    public void WriteAny(Func<ModelState, IEnumerable<ModelEvent>> decide)
    {
        var (name, number) = ("", 0);
        var written = _log.Write(state =>
        {
            var entries = decide(state).ToArray();
            (name, number) = (state.Name ?? entries.FirstOrDefault()?.Value ?? "", state.Events.Count);
            return entries;
        });
        foreach (var entry in written)
        {
            publish(entry with { Model = entry.Kind == ModelEventKind.Renamed ? entry.Value! : name, Number = ++number });
        }
    }

    /// <summary>Refuses a version that is not there.</summary>
    public static ModelVersionState Version(ModelState state, int number)
    {
        if (!state.Versions.TryGetValue(number, out var version))
        {
            throw new VersionNotFoundException($"Model '{state.Name}' has no version {number}. {Known(state)}");
        }

        return version.IsDeleted
            ? throw new VersionNotFoundException($"Version {number} of model '{state.Name}' was deleted; its history stays. {Known(state)}")
            : version;
    }

    public static string Known(ModelState state)
    {
        var there = state.Versions.Values.Where(v => !v.IsDeleted).Select(v => v.Number).ToArray();
        return there.Length == 0 ? "It has no versions." : $"It has: {string.Join(", ", there)}.";
    }

    private static void Require(ModelState state)
    {
        if (state.Name is null || state.IsDeleted)
        {
            throw new TrackingException($"The model '{state.Name}' was deleted meanwhile. Register a version to begin it anew.");
        }
    }
}

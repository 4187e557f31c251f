using ModelTracking.Diagnostics;

namespace ModelTracking.Sharing;

/// <summary>The views or reports that the lines of a log add up to, each with its newest versions.</summary>
internal sealed class SharedState(SharedKind kind)
{
    public const int Format = 1;

    /// <summary>How many versions of each are kept at hand; older ones stand in the log alone.</summary>
    public const int Versions = SharedDocuments.MaxVersions;

    private readonly Dictionary<string, List<SharedDocument>> _all = new(StringComparer.Ordinal);

    public bool IsEmpty => _all.Count == 0;

    public IEnumerable<SharedDocument> Newest => _all.Values.Select(v => v[^1]);

    public SharedDocument? Find(string id) => _all.TryGetValue(id, out var versions) ? versions[^1] : null;

    public IReadOnlyList<SharedDocument> History(string id) => _all.TryGetValue(id, out var versions) ? [.. Enumerable.Reverse(versions)] : [];

    public static void Apply(SharedState state, SharedEvent line)
    {
        if (line.Format > Format)
        {
            throw new TrackingException($"The views and reports of this store have format {line.Format}, and this version of ModelTracking.Sdk knows formats up to {Format}. Update the package.");
        }

        if (line.Deleted == true)
        {
            state._all.Remove(line.Id);
            return;
        }

        var versions = state._all.TryGetValue(line.Id, out var known) ? known : state._all[line.Id] = [];
        versions.Add(state.After(line, versions.Count == 0 ? null : versions[^1]));
        if (versions.Count > Versions)
        {
            versions.RemoveAt(0);
        }
    }

    private SharedDocument After(SharedEvent line, SharedDocument? before) => before is null
        ? new SharedDocument(line.Id, kind, line.Name ?? "", line.Content ?? "", line.By, line.Time) { IsPrivate = line.IsPrivate ?? false, Experiment = line.Experiment ?? "" }
        : before with
        {
            Name = line.Name ?? before.Name,
            Content = line.Content ?? before.Content,
            Experiment = line.Experiment ?? before.Experiment,
            IsPrivate = line.IsPrivate ?? before.IsPrivate,
            Version = before.Version + 1,
            Changed = line.Time,
            ChangedBy = line.By,
        };
}

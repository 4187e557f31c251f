using ModelTracking.Dashboard.Json;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Lineage;

/// <summary>Tells of datasets what the runs and commits that used them say, as one visitor may see those. Not thread-safe.</summary>
internal sealed class DatasetReader(StoreView view, IReadOnlyList<DatasetUse> uses, IReadOnlyList<MadeVersion> versions)
{
    // So many runs of a dataset are opened to learn what the table does not tell.
    private const int MostOpened = 50;

    private readonly HashSet<RunId> _runs = [.. uses.Select(u => u.Run.Id)];
    private readonly Dictionary<DatasetKey, DatasetUse[]> _byKey = uses.GroupBy(u => u.Key).ToDictionary(g => g.Key, g => g.ToArray());

    /// <summary>All datasets whose names or digests hold a word, the one used last first, and when that was.</summary>
    public IReadOnlyList<(DatasetKey Key, string Name, DateTimeOffset Last)> Find(string word)
    {
        var logged = _byKey.Select(d => (d.Key, d.Value[0].Name, Last: d.Value[0].Run.Start));
        var committed = versions.SelectMany(v => v.Datasets.Select(d => (Key: new DatasetKey(MadeVersion.DigestOf(d.Value), ""), Name: d.Key, Last: v.Version.Time))).Where(d => !_byKey.ContainsKey(d.Key)).DistinctBy(d => d.Key);
        return [.. logged.Concat(committed).Where(d => Has(d.Key, d.Name, word)).OrderByDescending(d => d.Last).ThenBy(d => d.Name, StringComparer.Ordinal)];
    }

    public bool Knows(DatasetKey key) => _byKey.ContainsKey(key) || versions.Any(v => v.Uses(key));

    public string NameOf(DatasetKey key) => _byKey.TryGetValue(key, out var own) ? own[0].Name : versions.SelectMany(v => v.Datasets).First(d => MadeVersion.DigestOf(d.Value) == key.Digest).Key;

    /// <summary>A dataset in short.</summary>
    public async Task<(DatasetHeadDto Head, DatasetLogged? Logged)> HeadAsync(DatasetKey key, CancellationToken cancellationToken)
    {
        var made = Made(key).ToArray();
        if (!_byKey.TryGetValue(key, out var own))
        {
            var (name, element) = made.SelectMany(v => v.Datasets).First(d => MadeVersion.DigestOf(d.Value) == key.Digest);
            return (new DatasetHeadDto(name, key.Digest, [], [], [], 0, RunMapping.Time(made.Max(v => v.Version.Time)), made.Length) { Rows = element.Rows, Bytes = element.Length, Source = element.Source }, null);
        }

        var last = await view.Runs.GetRunAsync(own[0].Run.Id, cancellationToken);
        var logged = last?.Datasets.Where(d => DatasetKey.Of(d.Digest, d.Name) == key).ToArray() ?? [];
        var newest = logged.FirstOrDefault();
        var contexts = own.Select(u => u.Context).Concat(logged.Select(d => d.Context)).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return (new DatasetHeadDto(
            own[0].Name,
            key.Digest,
            [.. own.Select(u => u.Name).Distinct(StringComparer.Ordinal).Skip(1).Take(Limits.Tags)],
            [.. contexts.Take(Limits.Tags)],
            [.. own.Select(u => u.Run.Experiment).Distinct(StringComparer.Ordinal).Take(Limits.Tags)],
            own.DistinctBy(u => u.Run.Id).Count(),
            RunMapping.Time(own[0].Run.Start),
            made.Length)
        {
            Rows = newest?.Rows,
            Bytes = newest?.Bytes,
            Columns = newest?.Columns.Count is > 0 and var columns ? columns : null,
            Source = newest?.Source,
        }, newest);
    }

    /// <summary>All there is to tell of a dataset.</summary>
    public async Task<DatasetPageDto> PageAsync(DatasetKey key, CancellationToken cancellationToken)
    {
        var (head, logged) = await HeadAsync(key, cancellationToken);
        var runs = new List<DatasetRunDto>();
        var opened = 0;
        foreach (var use in _byKey.GetValueOrDefault(key, []).GroupBy(u => u.Run.Id).Take(Limits.Rows))
        {
            var run = use.First().Run;
            var contexts = use.All(u => u.IsContextKnown) || ++opened > MostOpened
                ? use.Select(u => u.Context)
                : (await view.Runs.GetRunAsync(run.Id, cancellationToken))?.Datasets.Where(d => DatasetKey.Of(d.Digest, d.Name) == key).Select(d => d.Context) ?? [];
            runs.Add(new DatasetRunDto(run.Id.ToString(), run.Name, run.Experiment, run.Status, RunMapping.Time(run.Start), [.. contexts.OfType<string>().Distinct(StringComparer.Ordinal)]));
        }

        var sameName = new List<DatasetHeadDto>();
        foreach (var other in Find("").Where(d => d.Name == head.Name && d.Key != key).Take(MostOpened))
        {
            sameName.Add((await HeadAsync(other.Key, cancellationToken)).Head);
        }

        return new DatasetPageDto(head, RunMapping.Columns(logged?.Columns ?? []), runs, [.. Made(key).Take(Limits.Rows).Select(Version)], sameName);
    }

    private static bool Has(DatasetKey key, string name, string word) =>
        name.Contains(word, StringComparison.OrdinalIgnoreCase) || key.Digest.Contains(word, StringComparison.OrdinalIgnoreCase);

    private IEnumerable<MadeVersion> Made(DatasetKey key)
    {
        var runs = _byKey.GetValueOrDefault(key, []).Select(u => u.Run.Id).ToHashSet();
        return versions.Where(v => v.Uses(key) || (v.Run is { } run && runs.Contains(run)));
    }

    // Of a run that may not be seen, nothing is told.
    private DatasetVersionDto Version(MadeVersion made) =>
        new(made.Version.Model, made.Version.Number, made.Version.Stage, made.Version.Aliases, made.Run is { } run && _runs.Contains(run) ? run.ToString() : null, RunMapping.Time(made.Version.Time));
}

using ModelTracking.Dashboard.Api;
using ModelTracking.Dashboard.Json;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Lineage;

/// <summary>Draws the lineage of a dataset, a run, a model, or of all models, as one visitor may see it. Not thread-safe.</summary>
internal sealed class LineageReader(StoreView view, IReadOnlyList<DatasetUse> uses, IReadOnlyList<MadeVersion> versions)
{
    private readonly Dictionary<RunId, UsingRun> _runs = uses.Select(u => u.Run).DistinctBy(r => r.Id).ToDictionary(r => r.Id);
    private readonly LineageGraph _graph = new(uses);

    /// <summary>What came of a dataset.</summary>
    public async Task<LineageDto> OfDataAsync(DatasetKey key, string name, CancellationToken cancellationToken)
    {
        var data = _graph.AddData(key, name)!;
        var users = uses.Where(u => u.Key == key).Select(u => u.Run).DistinctBy(r => r.Id).ToArray();
        var ids = users.Select(r => r.Id).ToHashSet();
        var made = versions.Where(v => v.Uses(key) || (v.Run is { } run && ids.Contains(run))).ToArray();
        await AddAsync(made, cancellationToken);

        // Few are shown one by one; of many, only those that something came of.
        var others = users.Where(r => made.All(m => m.Run != r.Id)).ToArray();
        if (others.Length <= Limits.LineageLoose)
        {
            Array.ForEach(others, r => _graph.AddRun(r.Id, r.Name, r.Experiment, key));
        }
        else
        {
            _graph.AddOthers(data, others.Length);
        }

        return _graph.ToDto();
    }

    /// <summary>Where a run's data came from and what came of it.</summary>
    public async Task<LineageDto> OfRunAsync(RunSummary run, CancellationToken cancellationToken)
    {
        _graph.AddRun(run.Id, run.Name, run.Experiment);
        await AddAsync(versions.Where(v => v.Run == run.Id), cancellationToken);
        return _graph.ToDto();
    }

    /// <summary>Where the versions of a model, or of all, came from.</summary>
    public async Task<LineageDto> OfModelsAsync(string? model, CancellationToken cancellationToken)
    {
        await AddAsync(versions.Where(v => model is null || v.Version.Model == model), cancellationToken);
        return _graph.ToDto();
    }

    private async Task AddAsync(IEnumerable<MadeVersion> made, CancellationToken cancellationToken)
    {
        var all = made.ToArray();
        _graph.LeaveOut(all.Length - Limits.LineageVersions);
        foreach (var version in all.Take(Limits.LineageVersions))
        {
            _graph.AddVersion(version, version.Run is { } id ? await NodeAsync(id, cancellationToken) : null);
        }
    }

    // A run that used no data stands in no table of uses; one that may not be seen is as if it were not there.
    private async Task<string?> NodeAsync(RunId id, CancellationToken cancellationToken)
    {
        if (_runs.TryGetValue(id, out var known))
        {
            return _graph.AddRun(id, known.Name, known.Experiment);
        }

        return await view.Runs.GetRunAsync(id, cancellationToken) is { } run ? _graph.AddRun(id, run.Name, run.Experiment) : null;
    }
}

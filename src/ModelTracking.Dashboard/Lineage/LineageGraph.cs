using System.Globalization;
using ModelTracking.Dashboard.Json;
using ModelTracking.Records;
using ModelTracking.Versioning;

namespace ModelTracking.Dashboard.Lineage;

/// <summary>What came of what: data, the runs that used them, the versions made from those, and where versions are in use. Not thread-safe.</summary>
/// <param name="uses">All uses of data that somebody may see.</param>
internal sealed class LineageGraph(IReadOnlyList<DatasetUse> uses)
{
    private readonly ILookup<RunId, DatasetUse> _byRun = uses.ToLookup(u => u.Run.Id);
    private readonly Dictionary<string, LineageNodeDto> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<(string From, string To), string?> _edges = [];

    /// <summary>How many of what there is were left out.</summary>
    public int LeftOut { get; private set; }

    public LineageDto ToDto() => new([.. _nodes.Values], [.. _edges.Select(e => new LineageEdgeDto(e.Key.From, e.Key.To, e.Value))], LeftOut);

    /// <summary>A run, with the data that it used.</summary>
    /// <param name="id">The run.</param>
    /// <param name="name">Its name.</param>
    /// <param name="experiment">Its experiment.</param>
    /// <param name="only">The only dataset that is of interest; null for all.</param>
    public string AddRun(RunId id, string name, string experiment, DatasetKey? only = null)
    {
        var run = $"run:{id}";
        if (Add(new LineageNodeDto(run, "run", name) { Note = experiment, Run = id.ToString() }))
        {
            foreach (var use in _byRun[id].Where(u => only is null || u.Key == only))
            {
                if (AddData(use.Key, use.Name) is { } data)
                {
                    Connect(data, run, use.Context);
                }
            }
        }

        return run;
    }

    /// <summary>A dataset; null where there is no room for it.</summary>
    public string? AddData(DatasetKey key, string name)
    {
        var data = key.Digest.Length > 0 ? $"data:{key.Digest}" : $"named:{key.Name}";
        return Add(new LineageNodeDto(data, "data", name) { Note = Short(key.Digest), Digest = key.Digest }) ? data : null;
    }

    /// <summary>Runs of a dataset that nothing came of, as one node.</summary>
    public void AddOthers(string data, int runs)
    {
        if (runs > 0 && Add(new LineageNodeDto("others", "runs", string.Create(CultureInfo.InvariantCulture, $"{runs} {(runs == 1 ? "run" : "runs")}")) { Note = "no version came of them" }))
        {
            Connect(data, "others", null);
        }
    }

    /// <summary>A version, with the aliases that point to it and its stage.</summary>
    /// <param name="made">The version.</param>
    /// <param name="run">The node of the run it came from; null where that is not there to see.</param>
    public void AddVersion(MadeVersion made, string? run)
    {
        var version = made.Version;
        var node = $"version:{version.Model}/{version.Number}";
        if (!Add(new LineageNodeDto(node, "version", string.Create(CultureInfo.InvariantCulture, $"{version.Model} {version.Number}")) { Note = $"by {version.RegisteredBy}", Model = version.Model, Version = version.Number }))
        {
            return;
        }

        if (run is not null)
        {
            Connect(run, node, null);
        }

        foreach (var (name, element) in made.Datasets)
        {
            // What the run has used came by way of the run.
            var key = new DatasetKey(MadeVersion.DigestOf(element), "");
            if ((run is null || made.Run is not { } id || !_byRun[id].Any(u => u.Key == key)) && AddData(key, name) is { } data)
            {
                Connect(data, node, null);
            }
        }

        foreach (var alias in version.Aliases)
        {
            End("alias", alias, version, node);
        }

        if (version.Stage != ModelStages.None)
        {
            End("stage", version.Stage, version, node);
        }
    }

    /// <summary>Something that belongs here is not shown.</summary>
    public void LeaveOut(int count) => LeftOut += Math.Max(0, count);

    private void End(string kind, string name, ModelVersion version, string node)
    {
        var end = $"{kind}:{version.Model}/{name}";
        if (Add(new LineageNodeDto(end, kind, name) { Note = $"{kind} of {version.Model}", Model = version.Model }))
        {
            Connect(node, end, null);
        }
    }

    /// <summary>True where the node is there afterwards.</summary>
    private bool Add(LineageNodeDto node)
    {
        if (_nodes.ContainsKey(node.Id))
        {
            return true;
        }

        if (_nodes.Count == Limits.LineageNodes)
        {
            LeftOut++;
            return false;
        }

        _nodes[node.Id] = node;
        return true;
    }

    private void Connect(string from, string to, string? label)
    {
        if (_nodes.ContainsKey(from) && _nodes.ContainsKey(to))
        {
            // The same data may go in twice, as two things.
            var before = _edges.GetValueOrDefault((from, to));
            _edges[(from, to)] = before is null || label is null || before.Split(", ").Contains(label) ? before ?? label : $"{before}, {label}";
        }
    }

    private static string Short(string digest)
    {
        var at = digest.IndexOf(':', StringComparison.Ordinal) + 1;
        return digest.Length - at > 10 ? digest.Substring(at, 10) : digest[at..];
    }
}

using ModelTracking.Dashboard.Json;

namespace ModelTracking.Dashboard.Artifacts.Graphs;

/// <summary>Joins steps by the names of what they read and write. Not thread-safe.</summary>
internal sealed class GraphBuilder
{
    private const int MaxEdges = 20_000;
    private const int MaxText = 200;
    private const int MaxDetails = 24;
    private readonly List<GraphNodeDto> _nodes = [];
    private readonly List<GraphEdgeDto> _edges = [];
    private readonly Dictionary<string, string> _writers = new(StringComparer.Ordinal);
    private int _total;

    public int Count => _total;

    /// <summary>Adds a node that reads some values and writes others; who reads a value reads what wrote it last.</summary>
    public void Add(string kind, string type, string name, IEnumerable<string> reads, IEnumerable<string> writes, IEnumerable<string> details)
    {
        var id = $"n{_total++}";
        if (_nodes.Count < Limits.GraphNodes)
        {
            _nodes.Add(new GraphNodeDto(id, kind, Short(type), Short(name), [.. details.Take(MaxDetails).Select(Short)]));
            foreach (var value in reads.Distinct(StringComparer.Ordinal))
            {
                if (_writers.TryGetValue(value, out var from) && _edges.Count < MaxEdges)
                {
                    _edges.Add(new GraphEdgeDto(from, id, Short(value)));
                }
            }
        }

        foreach (var value in writes)
        {
            _writers[value] = id;
        }
    }

    public bool IsWritten(string value) => _writers.ContainsKey(value);

    public GraphDto Build(string format, IEnumerable<(string Name, string? Value)> facts) => new(
        format, _nodes, _edges, _total, [.. facts.Where(f => !string.IsNullOrEmpty(f.Value)).Select(f => new FactDto(f.Name, Short(f.Value!)))]);

    private static string Short(string text) => text.Length <= MaxText ? text : $"{text.AsSpan(0, MaxText)}…";
}

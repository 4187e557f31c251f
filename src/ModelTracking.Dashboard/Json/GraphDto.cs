namespace ModelTracking.Dashboard.Json;

/// <summary>A model as a graph; <paramref name="Total"/> counts the nodes there are besides those that are shown.</summary>
internal sealed record GraphDto(string Format, IReadOnlyList<GraphNodeDto> Nodes, IReadOnlyList<GraphEdgeDto> Edges, int Total, IReadOnlyList<FactDto> Facts);

/// <summary>A node: <c>input</c>, <c>step</c> or <c>output</c>.</summary>
internal sealed record GraphNodeDto(string Id, string Kind, string Type, string Name, IReadOnlyList<string> Details);

internal sealed record GraphEdgeDto(string From, string To, string Label);

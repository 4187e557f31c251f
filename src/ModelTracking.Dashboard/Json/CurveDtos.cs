namespace ModelTracking.Dashboard.Json;

/// <summary>Curves of groups; how many groups and runs there are besides those that are shown.</summary>
internal sealed record CurvesDto(IReadOnlyList<CurveHeadDto> Groups, int Total, int Runs);

/// <summary>A group, what its runs have of each value that they are grouped by, and how long its columns are.</summary>
internal sealed record CurveHeadDto(string Name, IReadOnlyList<string> Keys, int Runs, int Read, IReadOnlyList<string> Ids, int Points);

/// <summary>A series that runs have, and how many of those looked at have it.</summary>
internal sealed record MetricNameDto(string Key, string Context, string Goal, string? Unit, int Runs);

internal sealed record MetricNamesDto(IReadOnlyList<MetricNameDto> Metrics, int Total, int Runs);

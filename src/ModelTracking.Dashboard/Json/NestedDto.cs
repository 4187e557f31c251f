namespace ModelTracking.Dashboard.Json;

/// <summary>The runs nested in a run.</summary>
internal sealed record NestedDto(IReadOnlyList<RunDto> Runs, int Total);

namespace ModelTracking.Dashboard.Json;

/// <summary>A run as its page shows it.</summary>
internal sealed record RunDto
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Experiment { get; init; }
    public required string Status { get; init; }
    public string? Description { get; init; }
    public string? ParentId { get; init; }
    public string? ForkedFrom { get; init; }
    public long? ForkStep { get; init; }
    public double Start { get; init; }
    public double? End { get; init; }
    public double LastActivity { get; init; }
    public string? Error { get; init; }
    public string? ErrorDetails { get; init; }
    public required IReadOnlyList<ParamDto> Params { get; init; }
    public required IReadOnlyDictionary<string, string> Tags { get; init; }
    public required IReadOnlyList<MetricDto> Metrics { get; init; }
    public required IReadOnlyList<ArtifactDto> Artifacts { get; init; }
    public required IReadOnlyList<EventDto> Events { get; init; }
    public required IReadOnlyList<EnvironmentDto> Environments { get; init; }
    public required IReadOnlyList<CodeDto> Code { get; init; }
    public required IReadOnlyList<DatasetDto> Datasets { get; init; }
    public required IReadOnlyList<LoggedModelDto> Models { get; init; }
    public required IReadOnlyList<ResourcesDto> Resources { get; init; }
    public required IReadOnlyList<CommentDto> Comments { get; init; }
    public long ConsoleLines { get; init; }

    /// <summary>How far this answer goes, for <c>live</c> to go on from.</summary>
    public required string Cursor { get; init; }
}

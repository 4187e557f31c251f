using ModelTracking.Records;

namespace ModelTracking.Cli.Json;

/// <summary>
/// A run in the tool's JSON. Every property is always there; times are ISO 8601 in UTC; a param is a JSON value of its
/// own type; NaN and infinity are the texts "NaN", "Infinity" and "-Infinity".
/// </summary>
internal sealed record RunJson
{
    public required string Id { get; init; }

    public required string Experiment { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public required string Status { get; init; }

    public DateTime StartTime { get; init; }

    public DateTime? EndTime { get; init; }

    public DateTime LastActivity { get; init; }

    public double DurationSeconds { get; init; }

    public string? ParentId { get; init; }

    public string? ForkedFrom { get; init; }

    public long? ForkStep { get; init; }

    public string? Error { get; init; }

    public string? ErrorDetails { get; init; }

    public required IReadOnlyDictionary<string, object?> Params { get; init; }

    /// <summary>Earlier values of corrected params, oldest first.</summary>
    public required IReadOnlyDictionary<string, object?[]> ParamHistory { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    public required IReadOnlyList<MetricJson> Metrics { get; init; }

    public required IReadOnlyList<ArtifactJson> Artifacts { get; init; }

    /// <summary>The first 200; <c>cat</c> has all.</summary>
    public required IReadOnlyList<EventJson> Events { get; init; }

    public static RunJson Of(RunSummary run) => new()
    {
        Id = run.Id.ToString(),
        Experiment = run.Experiment,
        Name = run.Name,
        Description = run.Description,
        Status = run.Status.ToString().ToLowerInvariant(),
        StartTime = run.StartTime.UtcDateTime,
        EndTime = run.EndTime?.UtcDateTime,
        LastActivity = run.LastActivity.UtcDateTime,
        DurationSeconds = run.Duration.TotalSeconds,
        ParentId = run.ParentId?.ToString(),
        ForkedFrom = run.ForkedFrom?.ToString(),
        ForkStep = run.ForkStep,
        Error = run.Error,
        ErrorDetails = run.ErrorDetails,
        Params = run.Params.ToDictionary(p => p.Key, p => p.Value.ToObject(), StringComparer.Ordinal),
        ParamHistory = run.Params.Where(p => p.History is { Count: > 0 }).ToDictionary(p => p.Key, p => p.History!.Select(h => h.ToObject()).ToArray(), StringComparer.Ordinal),
        Tags = run.Tags,
        Metrics = [.. run.Metrics.Select(MetricJson.Of)],
        Artifacts = [.. run.Artifacts.Select(ArtifactJson.Of)],
        Events = [.. run.Events.Select(EventJson.Of)],
    };
}

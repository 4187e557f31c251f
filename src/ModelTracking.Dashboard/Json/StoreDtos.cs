namespace ModelTracking.Dashboard.Json;

/// <summary>How a store is. What only those who look after it may know is left out for others.</summary>
internal sealed record StoreDto(string Version, int Runs, IReadOnlyList<CountDto> Statuses, IReadOnlyList<StoreExperimentDto> Experiments, int ExperimentCount, int Models, int Repositories)
{
    /// <summary>Its folder.</summary>
    public string? Folder { get; init; }

    /// <summary>Deleted runs that can still be brought back.</summary>
    public int? Deleted { get; init; }

    /// <summary>Where runs are sent to; null where that may not be known.</summary>
    public IReadOnlyList<TargetDto>? Targets { get; init; }
}

internal sealed record StoreExperimentDto(string Name, int Runs, int Running, int Failed, double LastActivity);

/// <summary>A place that runs are sent to: how many are there whole, and what of the others is still to be sent.</summary>
internal sealed record TargetDto(string Name, int Complete, int Waiting, int Running, long Records, int Artifacts, long Refused)
{
    /// <summary>When something was last stored there.</summary>
    public double? LastSent { get; init; }

    /// <summary>Since when the one that waits longest waits.</summary>
    public double? WaitingSince { get; init; }

    public string? LastError { get; init; }
}

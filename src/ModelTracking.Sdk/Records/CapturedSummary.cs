namespace ModelTracking.Records;

/// <summary>What was captured about a run: what it ran on, from which code, with which data, and what came out.</summary>
public sealed record CapturedSummary
{
    /// <summary>Number of processes whose environment, code and resources a summary keeps; all of them stand in the records.</summary>
    public const int MaxProcesses = 16;

    /// <summary>On what it ran: one entry per process that said so, oldest first, at most <see cref="MaxProcesses"/>.</summary>
    public IReadOnlyList<EnvironmentCaptured> Environments { get; init => field = value ?? []; } = [];

    /// <summary>From which code it ran: one entry per process that said so, oldest first, at most <see cref="MaxProcesses"/>.</summary>
    public IReadOnlyList<CodeCaptured> Code { get; init => field = value ?? []; } = [];

    /// <summary>The data it used, in the order it was logged; the last one of each name and context.</summary>
    public IReadOnlyList<DatasetLogged> Datasets { get; init => field = value ?? []; } = [];

    /// <summary>The models it made, in the order they were logged; the last one of each name and step.</summary>
    public IReadOnlyList<ModelLogged> Models { get; init => field = value ?? []; } = [];

    /// <summary>What it printed, in short; null where nothing was kept.</summary>
    public ConsoleSummary? Console { get; init; }

    /// <summary>What it used: one entry per process that ended, at most <see cref="MaxProcesses"/>.</summary>
    public IReadOnlyList<ResourcesUsed> Resources { get; init => field = value ?? []; } = [];
}

namespace ModelTracking.Dashboard.Json;

/// <summary>The experiments of a store, the one used last first.</summary>
internal sealed record ExperimentsDto(IReadOnlyList<ExperimentDto> Experiments, int Runs);

/// <summary>An experiment in short.</summary>
internal sealed record ExperimentDto(string Name, int Runs, int Running, long LastStart);

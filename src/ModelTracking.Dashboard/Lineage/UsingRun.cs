using ModelTracking.Records;

namespace ModelTracking.Dashboard.Lineage;

/// <summary>A run that has used data, as the catalog tells it.</summary>
internal sealed record UsingRun(RunId Id, string Name, string Experiment, string Status, DateTimeOffset Start);

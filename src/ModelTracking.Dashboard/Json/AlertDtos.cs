namespace ModelTracking.Dashboard.Json;

/// <summary>What went wrong in runs, newest first; of which kinds and in which experiments there is any; how many older runs were not looked at.</summary>
internal sealed record AlertsDto(IReadOnlyList<AlertDto> Alerts, int Total, IReadOnlyList<CountDto> Kinds, IReadOnlyList<CountDto> Experiments, int NotLookedAt);

/// <summary>Kind is the name of the event, such as watchdog.nan.</summary>
internal sealed record AlertDto(string Run, string RunName, string Experiment, string Status, string Kind, string Severity, string Message, double Time, long? Step);

internal sealed record CountDto(string Name, int Count);

namespace ModelTracking.Dashboard.Json;

internal sealed record ParamDto(string Key, string Kind, string Value, IReadOnlyList<string>? History);

internal sealed record MetricDto(string Key, string Context, string Field, long Count, long Nans, double First, double Last, long? LastStep, double Min, long? MinStep, double Max, long? MaxStep, double Mean, string Goal, string? Unit);

internal sealed record ArtifactDto(string Path, string Hash, long Length, string MediaType, double Time, long? Step, string? Kind, string? Caption);

internal sealed record EventDto(string Name, string Message, string Severity, double Time, long? Step);

internal sealed record FactDto(string Name, string Value);

internal sealed record EnvironmentDto(IReadOnlyList<FactDto> Facts, IReadOnlyList<FactDto> Variables, string? Packages, IReadOnlyList<string> Notes);

internal sealed record CodeDto(string? Commit, string? Subject, string? Branch, string? Remote, bool IsDirty, int ChangedFiles, int UntrackedFiles, string? Patch, IReadOnlyList<string> LeftOut, IReadOnlyList<string> Notes);

internal sealed record ColumnDto(string Name, string Type, string? Shape);

internal sealed record DatasetDto(string Name, string Digest, string? Source, string? Context, long? Rows, long? Bytes, IReadOnlyList<ColumnDto> Columns);

internal sealed record LoggedModelDto(string Name, string Flavor, string Path, long? Step, string? InputExample, IReadOnlyList<ColumnDto> Inputs, IReadOnlyList<ColumnDto> Outputs, IReadOnlyDictionary<string, string> Metadata);

internal sealed record ResourcesDto(double Seconds, double CpuSeconds, long PeakMemory, long Allocated, int Collections, double PauseSeconds, long? PeakGpuMemory);

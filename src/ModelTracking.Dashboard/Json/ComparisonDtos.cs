namespace ModelTracking.Dashboard.Json;

/// <summary>Runs side by side, in the order in which they were asked for.</summary>
internal sealed record ComparisonDto(
    IReadOnlyList<string> Runs, int Baseline, IReadOnlyList<ComparisonSectionDto> Sections, IReadOnlyList<CodeDifferenceDto> Code, IReadOnlyList<string> Notes);

/// <summary>A part of the runs; <paramref name="Total"/> counts the rows there are besides those that are shown.</summary>
internal sealed record ComparisonSectionDto(string Part, IReadOnlyList<ComparisonRowDto> Rows, int Total);

/// <summary>One fact; a value is null where a run does not have it.</summary>
internal sealed record ComparisonRowDto(string Name, string Goal, bool Differs, IReadOnlyList<ComparedValueDto?> Values);

internal sealed record ComparedValueDto(string Text, double? Number, double? Delta, double? Relative, bool? IsBetter);

/// <summary>How the uncommitted change of a file differs from the baseline's.</summary>
internal sealed record CodeDifferenceDto(string Run, string Path, IReadOnlyList<string> Lines, int Total);

/// <summary>How what two runs have committed differs; null where they have no commits in the same repository.</summary>
internal sealed record RunVersionsDto(DiffDto? Diff);

/// <summary>What the params of runs have to do with a metric.</summary>
internal sealed record ImportanceDto(int Runs, int LeftOut, double Explained, IReadOnlyList<ParamWeightDto> Params, IReadOnlyList<string> Warnings);

internal sealed record ParamWeightDto(string Param, double Importance, double Error, double? Correlation, int Values);

namespace ModelTracking.Dashboard.Json;

/// <summary>How groups of runs differ in one value; <paramref name="Total"/> counts the groups there are besides those that are shown.</summary>
internal sealed record SignificanceDto(string Value, string Goal, string? Baseline, double Confidence, IReadOnlyList<SampleDto> Groups, int Total, IReadOnlyList<string> Warnings);

/// <summary>What is known of the value over the runs of a group; <paramref name="Runs"/> counts those that lack it too.</summary>
internal sealed record SampleDto(string Name, int Runs, int Count, double Mean, double Median, double Deviation, double Low, double High, double Min, double Max, IReadOnlyList<RunNumberDto> Points, ContrastDto? Contrast);

/// <summary>What one run has.</summary>
internal sealed record RunNumberDto(string Run, double Number);

/// <summary>How a group differs from the baseline, and what that means in words. Both p-values are corrected for the number of groups.</summary>
internal sealed record ContrastDto(double Difference, double Low, double High, double EffectSize, double PValue, double RankPValue, bool IsShown, string Conclusion);

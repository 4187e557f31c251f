namespace ModelTracking.Dashboard.Json;

/// <summary>What has changed in the store: ids of runs, and whether runs came or went.</summary>
internal sealed record StoreEventDto(IReadOnlyList<string> Changed, bool Listed);

/// <summary>New points of one series: step (null for none), time in ms, value.</summary>
internal sealed record LivePointsDto(IReadOnlyList<LiveSeriesDto> Series, bool IsCut);

internal sealed record LiveSeriesDto(string Key, string Context, IReadOnlyList<double?> Steps, IReadOnlyList<double> Times, IReadOnlyList<double> Values);

/// <summary>What stands in a frame of series, in order.</summary>
internal sealed record SeriesHeadDto(string Run, string Key, string Context, int Buckets, long Points);

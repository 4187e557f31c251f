namespace ModelTracking.Dashboard.Json;

/// <summary>What a query may name. Beyond the limit, <paramref name="Total"/> is greater than the number of names.</summary>
internal sealed record FieldsDto(IReadOnlyList<string> Fields, int Total);

namespace ModelTracking.Dashboard.Json;

/// <summary>Rows of a table that was logged.</summary>
internal sealed record TableDto(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, long From, bool HasMore);

namespace ModelTracking.Dashboard.Json;

/// <summary>Why a request was not answered.</summary>
internal sealed record ProblemDto(int Status, string Code, string Message)
{
    /// <summary>For a query: where the trouble begins, in characters from 0.</summary>
    public int? Position { get; init; }

    public int? Length { get; init; }

    public string? Suggestion { get; init; }
}

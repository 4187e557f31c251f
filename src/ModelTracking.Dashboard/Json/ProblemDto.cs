namespace ModelTracking.Dashboard.Json;

/// <summary>Why a request was not answered.</summary>
internal sealed record ProblemDto(int Status, string Code, string Message)
{
    /// <summary>For a query: where the trouble begins, in characters from 0.</summary>
    public int? Position { get; init; }

    public int? Length { get; init; }

    public string? Suggestion { get; init; }

    /// <summary>For a query that is right: the conditions that all must hold, one by one.</summary>
    public IReadOnlyList<string>? Conditions { get; init; }

    /// <summary>For a query that is right: what stands before and after its conditions.</summary>
    public string? Head { get; init; }

    public string? Tail { get; init; }
}

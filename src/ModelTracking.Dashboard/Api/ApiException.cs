namespace ModelTracking.Dashboard.Api;

/// <summary>Ends a request with a status, a stable code for programs, and a sentence for people that says what to do.</summary>
internal sealed class ApiException(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public static ApiException NotFound(string message) => new(404, "not-found", message);

    public static ApiException Bad(string message) => new(400, "bad-request", message);
}

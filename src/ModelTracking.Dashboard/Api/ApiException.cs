namespace ModelTracking.Dashboard.Api;

/// <summary>Ends a request with a status, a stable code for programs, and a sentence for people that says what to do.</summary>
internal sealed class ApiException(int status, string code, string message) : Exception(message)
{
    public const string DeniedCode = "denied";

    public int Status { get; } = status;

    public string Code { get; } = code;

    public static ApiException NotFound(string message) => new(404, "not-found", message);

    /// <summary>For what may be seen and not done: what may not be seen is not there.</summary>
    public static ApiException Denied(string message) => new(403, DeniedCode, message);

    public static ApiException Bad(string message) => new(400, "bad-request", message);
}

namespace Mlflow.Stub.Wire;

/// <summary>MLflow's error codes and the HTTP status that goes with each.</summary>
public static class ErrorCode
{
    public const string InvalidParameterValue = "INVALID_PARAMETER_VALUE";
    public const string BadRequest = "BAD_REQUEST";
    public const string ResourceAlreadyExists = "RESOURCE_ALREADY_EXISTS";
    public const string ResourceDoesNotExist = "RESOURCE_DOES_NOT_EXIST";
    public const string InvalidState = "INVALID_STATE";
    public const string InternalError = "INTERNAL_ERROR";
    public const string NotImplemented = "NOT_IMPLEMENTED";
    public const string RequestLimitExceeded = "REQUEST_LIMIT_EXCEEDED";
    public const string TemporarilyUnavailable = "TEMPORARILY_UNAVAILABLE";

    public static int StatusOf(string code) => code switch
    {
        ResourceDoesNotExist => 404,
        InvalidState or InternalError => 500,
        NotImplemented => 501,
        RequestLimitExceeded => 429,
        TemporarilyUnavailable => 503,
        _ => 400,
    };
}

namespace Mlflow.Stub.Wire;

/// <summary>An error that the server answers as JSON.</summary>
public sealed class ApiException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;

    public int Status => ErrorCode.StatusOf(Code);

    public static ApiException Invalid(string message) => new(ErrorCode.InvalidParameterValue, message);

    public static ApiException Missing(string message) => new(ErrorCode.ResourceDoesNotExist, message);

    public static ApiException MissingParameter(string name) =>
        Invalid($"Missing value for required parameter '{name}'. See the API docs for more information about request parameters.");

    /// <summary>The words of the type check: the value as Python would print it, and its Python type.</summary>
    public static ApiException WrongType(string name, string printed, string type) =>
        Invalid($"Invalid value {printed} for parameter '{name}' supplied:  Hint: Value was of type '{type}'. See the API docs for more information about request parameters.");
}

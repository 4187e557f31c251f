using System.Net;

namespace ModelTracking.MLflow;

/// <summary>A tracking server refused a request, or could not be reached. The message is the server's own, without markup, and holds no secret.</summary>
public sealed class MlflowException : Exception
{
    /// <summary>Makes the exception without a reason.</summary>
    public MlflowException()
        : this("The tracking server failed.")
    {
    }

    /// <summary>Makes the exception for a server that cannot be reached.</summary>
    public MlflowException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception for a server that cannot be reached.</summary>
    public MlflowException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The answer's status; null where there was no answer.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>MLflow's code, for example <c>RESOURCE_DOES_NOT_EXIST</c>; null where the answer had none.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>How long the server asked to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the server may have done it all the same.</summary>
    public bool MayHaveArrived { get; init; } = true;

    /// <summary>Whether the server says that the thing does not exist.</summary>
    public bool IsNotFound => ErrorCode is "RESOURCE_DOES_NOT_EXIST" or "NOT_FOUND";

    /// <summary>Whether the server says that the thing exists already.</summary>
    public bool AlreadyExists => ErrorCode is "RESOURCE_ALREADY_EXISTS" or "ALREADY_EXISTS";
}

using System.Net;
using ModelTracking.Replication;

namespace ModelTracking.MLflow.Replication;

/// <summary>What a server's refusal means for replication.</summary>
internal static class Faults
{
    // To a store of files a key is a path: beside "loss" there cannot be "loss/train".
    private static readonly string[] NoFile = ["Not a directory", "Is a directory", "File exists", "File name too long"];

    /// <summary>Of a request that finds or makes a run: what it refuses, it refuses of the whole run.</summary>
    public static ReplicationException OfRun(MlflowException exception)
    {
        var fault = Of(exception);
        return Make(exception, fault is ReplicationFault.Refused or ReplicationFault.TooLarge or ReplicationFault.RunGone ? ReplicationFault.RunBlocked : fault);
    }

    /// <summary>Of a request that writes to a run.</summary>
    public static ReplicationException OfRecord(MlflowException exception) => Make(exception, Of(exception));

    /// <summary>Whether a file store refuses a key that would have to be a file and a folder.</summary>
    public static bool IsFileAndFolder(MlflowException exception) => exception.StatusCode == HttpStatusCode.InternalServerError
        && (exception.Message.Contains("[Errno 20]", StringComparison.Ordinal) || exception.Message.Contains("[Errno 21]", StringComparison.Ordinal));

    private static ReplicationException Make(MlflowException exception, ReplicationFault fault) =>
        new(fault, exception.Message, exception)
        {
            RetryAfter = exception.RetryAfter,
            // What is wrong in a request is told before any of it is written; a failure may come in the midst of it.
            MayHaveArrived = exception.MayHaveArrived && (int?)exception.StatusCode is not (400 or 413),
        };

    private static ReplicationFault Of(MlflowException exception) => (int?)exception.StatusCode switch
    {
        null => ReplicationFault.Unavailable,
        401 or 403 or 407 => ReplicationFault.Unauthorized,
        >= 300 and < 400 => ReplicationFault.Unauthorized,
        413 => ReplicationFault.TooLarge,
        408 or 425 or 429 or 499 => ReplicationFault.Unavailable,
        404 when exception.IsNotFound => ReplicationFault.RunGone,
        404 or 405 => ReplicationFault.RunBlocked,
        501 => ReplicationFault.Refused,

        // File stores answer 500 to what no repetition mends.
        500 when exception.Message.Contains("Changing param values", StringComparison.Ordinal) => ReplicationFault.Refused,
        500 when exception.ErrorCode == "INTERNAL_ERROR" && NoFile.Any(n => exception.Message.Contains(n, StringComparison.Ordinal)) => ReplicationFault.Refused,
        500 when exception.ErrorCode == "INVALID_STATE" => ReplicationFault.RunBlocked,
        >= 500 => ReplicationFault.Unavailable,
        200 when exception.ErrorCode == "NOT_MLFLOW" => ReplicationFault.Unavailable,
        _ => ReplicationFault.Refused,
    };
}

namespace ModelTracking.Backends;

/// <summary>Thrown by a backend that will never take a batch: do not send it again.</summary>
public sealed class BatchRejectedException : Exception
{
    /// <summary>Makes the exception without a reason.</summary>
    public BatchRejectedException()
        : this("The backend refuses the batch for good.")
    {
    }

    /// <summary>Makes the exception with the reason, which is told to the user.</summary>
    public BatchRejectedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with reason and cause.</summary>
    public BatchRejectedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

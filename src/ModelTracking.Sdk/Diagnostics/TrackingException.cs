namespace ModelTracking.Diagnostics;

/// <summary>
/// A trouble as an exception: thrown only where <c>TrackingOptions.ThrowOnError</c> is set, and for wrong configuration.
/// </summary>
public sealed class TrackingException : Exception
{
    /// <summary>Makes the exception without a reason.</summary>
    public TrackingException()
        : this("Tracking failed.")
    {
    }

    /// <summary>Makes the exception with a message that says what to do.</summary>
    public TrackingException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with a message and a cause.</summary>
    public TrackingException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes the exception for a trouble.</summary>
    public TrackingException(Trouble trouble)
        : base((trouble ?? throw new ArgumentNullException(nameof(trouble))).ToString(), trouble.Exception)
    {
        Trouble = trouble;
    }

    /// <summary>The trouble, where there is one.</summary>
    public Trouble? Trouble { get; }
}

namespace ModelTracking.Versioning;

/// <summary>Somebody else changed a branch, tag or alias first. Nothing is lost: what could not be put there is stored and named.</summary>
public sealed class VersionConflictException : Exception
{
    /// <summary>Makes the exception without a reason.</summary>
    public VersionConflictException()
        : this("Somebody else changed it first.")
    {
    }

    /// <summary>Makes the exception with a message.</summary>
    public VersionConflictException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with a message and a cause.</summary>
    public VersionConflictException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The branch or tag, for example <c>branch/main</c>.</summary>
    public string Reference { get; init; } = "";

    /// <summary>The commit it was expected to point to; null for none.</summary>
    public string? Expected { get; init; }

    /// <summary>The commit it points to now; null for none.</summary>
    public string? Actual { get; init; }

    /// <summary>The commit it should have pointed to. It is stored and can be merged or branched from.</summary>
    public string? Rejected { get; init; }
}

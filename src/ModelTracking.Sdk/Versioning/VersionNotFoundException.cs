namespace ModelTracking.Versioning;

/// <summary>A text names something that is not there: a repository, branch, tag, commit, model, version or alias. The message says what there is.</summary>
public sealed class VersionNotFoundException : ArgumentException
{
    /// <summary>Makes the exception without a reason.</summary>
    public VersionNotFoundException()
        : this("There is no such version.")
    {
    }

    /// <summary>Makes the exception with a message.</summary>
    public VersionNotFoundException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with a message and a cause.</summary>
    public VersionNotFoundException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes the exception with the argument that names it.</summary>
    public VersionNotFoundException(string message, string paramName)
        : base(message, paramName)
    {
    }
}

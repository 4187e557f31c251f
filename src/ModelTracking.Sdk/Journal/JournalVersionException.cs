namespace ModelTracking.Journal;

/// <summary>Thrown when a journal was written in a newer format than this version reads. The message says what to do.</summary>
public sealed class JournalVersionException : Exception
{
    /// <summary>Makes the exception without naming the file.</summary>
    public JournalVersionException()
        : this("The journal was written by a newer version of ModelTracking.Sdk. Update the ModelTracking packages to read it.")
    {
    }

    /// <summary>Makes the exception with what was found and what to do.</summary>
    public JournalVersionException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with its cause.</summary>
    public JournalVersionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

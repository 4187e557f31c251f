namespace ModelTracking.Versioning;

/// <summary>Finds out in which state a git working folder is. Thread-safe.</summary>
public interface ICodeSource
{
    /// <summary>The state of the working folder that a folder belongs to, or null where there is no git or no repository.</summary>
    CodeState? Capture(string folder);
}

namespace ModelTracking.Runtime;

/// <summary>The name of a file for a moment; the file is removed on dispose.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"modeltracking-{Guid.NewGuid():N}.tmp");

    public void Dispose()
    {
        try
        {
            File.Delete(Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A virus scanner may hold it; the system clears its temporary folder.
        }
    }
}

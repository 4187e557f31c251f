namespace ModelTracking.Runtime;

/// <summary>The name of a file for a moment, in a folder that nobody but the user can open; both are removed on dispose.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("modeltracking-");

    public string Path => System.IO.Path.Combine(_folder.FullName, "file");

    public void Dispose()
    {
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A virus scanner may hold it; the system clears its temporary folder.
        }
    }
}

using ModelTracking.Replication;

namespace ModelTracking.MLflow.Artifacts;

/// <summary>Artifacts in a folder that client and server both see.</summary>
internal static class LocalArtifacts
{
    public static async Task UploadAsync(string file, ArtifactUpload upload, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            using var content = upload.Content.OpenRead();
            var temporary = file + ".modeltracking-tmp";
            var copy = new FileStream(temporary, FileMode.Create, FileAccess.Write);
            await using (copy.ConfigureAwait(false))
            {
                await content.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
            }

            File.Move(temporary, file, overwrite: true);
            upload.Progress?.Report(upload.Content.Length);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new MlflowException($"The folder for artifacts cannot be written: {exception.Message}", exception) { StatusCode = System.Net.HttpStatusCode.Forbidden };
        }
    }

    public static Stream OpenRead(string file, string path) =>
        File.Exists(file) ? File.OpenRead(file) : throw new FileNotFoundException($"There is no artifact '{path}'.", path);
}

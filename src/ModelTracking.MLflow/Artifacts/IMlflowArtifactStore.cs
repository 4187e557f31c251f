using ModelTracking.Replication;

namespace ModelTracking.MLflow.Artifacts;

/// <summary>Keeps artifacts of runs: through the server, in a folder, at signed addresses. Throws <see cref="MlflowException"/>. Thread-safe.</summary>
public interface IMlflowArtifactStore
{
    /// <summary>Stores bytes under a path of a run, replacing what was there.</summary>
    Task UploadAsync(MlflowRunInfo run, ArtifactUpload upload, CancellationToken cancellationToken);

    /// <summary>Opens an artifact's bytes.</summary>
    /// <exception cref="FileNotFoundException">There is no such artifact.</exception>
    Task<Stream> OpenReadAsync(MlflowRunInfo run, string path, CancellationToken cancellationToken);
}

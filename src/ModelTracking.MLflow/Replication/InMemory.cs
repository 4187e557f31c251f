using ModelTracking.Records;
using ModelTracking.Replication;

namespace ModelTracking.MLflow.Replication;

/// <summary>Files that are made on the way.</summary>
internal static class InMemory
{
    public static ArtifactUpload Upload(string path, byte[] bytes, string mediaType)
    {
        var hash = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes)).ToLowerInvariant();
        return new ArtifactUpload(path, new ArtifactContent(hash, bytes.Length, () => new MemoryStream(bytes, writable: false))) { MediaType = mediaType, IsFirstOfPath = false };
    }
}

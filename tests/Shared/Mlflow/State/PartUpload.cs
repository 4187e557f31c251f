using System.Collections.Concurrent;

namespace Mlflow.Stub.State;

/// <summary>An upload in parts that has begun.</summary>
public sealed class PartUpload(string id, string path, int parts)
{
    public string Id { get; } = id;

    /// <summary>Where the file will stand below the artifact root.</summary>
    public string Path { get; } = path;

    public int Count { get; } = parts;

    /// <summary>The parts that came, by number from 1.</summary>
    public ConcurrentDictionary<int, byte[]> Parts { get; } = [];

    public bool Aborted { get; set; }

    public bool Completed { get; set; }

    /// <summary>What the store calls the content of a part.</summary>
    public static string ETag(byte[] content) => $"\"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content))[..32]}\"";
}

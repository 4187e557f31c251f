namespace ModelTracking.Artifacts;

/// <summary>Bytes that are in an object store.</summary>
/// <param name="Hash">SHA-256, 64 lower-case hexadecimal digits.</param>
/// <param name="Length">Number of bytes.</param>
internal readonly record struct StoredObject(string Hash, long Length);

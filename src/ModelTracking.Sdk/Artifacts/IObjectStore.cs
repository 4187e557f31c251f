namespace ModelTracking.Artifacts;

/// <summary>Content-addressed bytes: the same bytes are stored once, and are verified when they are read. Thread-safe.</summary>
internal interface IObjectStore
{
    /// <summary>Stores a stream to its end without holding it in memory. <paramref name="progress"/> is told the bytes read so far.</summary>
    StoredObject Put(Stream content, IProgress<long>? progress, CancellationToken cancellationToken);

    /// <summary>Copies a file aside, as quickly as the file system can.</summary>
    /// <returns>A name for <see cref="Adopt"/>.</returns>
    string Snapshot(string path);

    /// <summary>Stores a snapshot, which is gone afterwards.</summary>
    StoredObject Adopt(string snapshot, IProgress<long>? progress);

    /// <summary>Whether the bytes are there.</summary>
    bool Contains(string hash);

    /// <summary>Whether the bytes are there; if so, garbage collection treats them as new, for something is about to refer to them.</summary>
    bool Keep(string hash);

    /// <summary>Opens bytes; reading to the end checks them.</summary>
    /// <exception cref="FileNotFoundException">There are no such bytes.</exception>
    Stream OpenRead(string hash);
}

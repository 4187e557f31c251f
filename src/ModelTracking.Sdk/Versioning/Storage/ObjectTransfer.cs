using ModelTracking.Artifacts;

namespace ModelTracking.Versioning.Storage;

/// <summary>
/// Copies what commits need from one object store to another. Objects that are there are not copied again, so an
/// interrupted copy goes on where it stopped; what is copied is verified while it is read.
/// </summary>
/// <param name="from">Where the objects are.</param>
/// <param name="to">Where they go.</param>
/// <param name="whole">Commits whose every object is there already, because references there hold them.</param>
/// <param name="progress">Told of each object copied.</param>
internal sealed class ObjectTransfer(IObjectStore from, IObjectStore to, HashSet<string> whole, IProgress<string>? progress)
{
    private readonly HashSet<string> _done = whole;

    public int Copied { get; private set; }

    public long Bytes { get; private set; }

    /// <exception cref="InvalidDataException">An object is damaged.</exception>
    /// <exception cref="FileNotFoundException">An object is missing.</exception>
    public void Copy(string start)
    {
        var open = new Stack<string>([start]);
        while (open.TryPop(out var hash))
        {
            // Not everything that looks like a reference is one: data that is known by its digest alone is in no store.
            if (!_done.Add(hash) || (!from.Contains(hash) && hash != start))
            {
                continue;
            }

            if (!to.Keep(hash))
            {
                CopyOne(hash);
            }

            foreach (var reference in ObjectReferences.Of(from, hash))
            {
                open.Push(reference);
            }
        }
    }

    private void CopyOne(string hash)
    {
        using var stream = from.OpenRead(hash);
        Bytes += to.Put(stream, null, CancellationToken.None).Length;
        Copied++;
        progress?.Report(hash);
    }
}

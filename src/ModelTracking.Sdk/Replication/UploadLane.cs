using ModelTracking.Artifacts;
using ModelTracking.Records;

namespace ModelTracking.Replication;

/// <summary>Sends a run's pending artifacts, several at once, beside its records. Used by one run at a time.</summary>
internal sealed class UploadLane(IRunReplica replica, CursorWriter cursor, IObjectStore objects, int parallel, Action<PendingArtifact, string> refuse, Action onProgress) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(parallel);
    private readonly Dictionary<string, Task> _running = new(StringComparer.Ordinal);
    private readonly object _gate = new();
    private long _bytes;
    private long _total;

    public long Bytes => Interlocked.Read(ref _bytes);

    public long TotalBytes => Interlocked.Read(ref _total);

    /// <summary>Begins to send an artifact that stands among the pending ones; a path is sent once at a time.</summary>
    public void Begin(PendingArtifact artifact, CancellationToken cancellationToken)
    {
        Interlocked.Add(ref _total, artifact.Length);
        lock (_gate)
        {
            var before = _running.GetValueOrDefault(artifact.Path) ?? Task.CompletedTask;
            _running[artifact.Path] = SendAfterAsync(before, artifact, cancellationToken);
        }
    }

    /// <summary>Waits for all of them.</summary>
    /// <exception cref="ReplicationException">One could not be sent and stays pending.</exception>
    public async Task CompleteAsync()
    {
        Task[] running;
        lock (_gate)
        {
            running = [.. _running.Values];
        }

        await Task.WhenAll(running).ConfigureAwait(false);
    }

    public void Dispose() => _slots.Dispose();

    private async Task SendAfterAsync(Task before, PendingArtifact artifact, CancellationToken cancellationToken)
    {
        await before.ConfigureAwait(false);
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // A later one under the same path has taken its place.
            if (cursor.State.Pending.FirstOrDefault(p => p.Path == artifact.Path) is { } pending && pending.Hash == artifact.Hash)
            {
                await SendAsync(pending, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task SendAsync(PendingArtifact artifact, CancellationToken cancellationToken)
    {
        if (!objects.Contains(artifact.Hash))
        {
            refuse(artifact, "Its bytes are no longer in the store's folder 'objects'.");
            Remove(artifact);
            return;
        }

        var upload = new ArtifactUpload(artifact.Path, new ArtifactContent(artifact.Hash, artifact.Length, () => objects.OpenRead(artifact.Hash)))
        {
            MediaType = artifact.MediaType,
            IsFirstOfPath = artifact.IsFirst,
            Progress = new Counter(this),
        };
        try
        {
            await replica.UploadAsync(upload, cancellationToken).ConfigureAwait(false);
        }
        catch (ReplicationException exception) when (exception.Fault is ReplicationFault.Refused or ReplicationFault.TooLarge)
        {
            refuse(artifact, exception.Message);
        }
        catch (Exception exception) when (exception is InvalidDataException or FileNotFoundException)
        {
            refuse(artifact, $"Its bytes in the store are damaged: {exception.Message}");
        }

        Remove(artifact);
        onProgress();
    }

    private void Remove(PendingArtifact artifact) => cursor.Change(s => s with
    {
        Pending = [.. s.Pending.Where(p => p.Path != artifact.Path || p.Hash != artifact.Hash)],
        Sent = new Dictionary<string, string>(s.Sent, StringComparer.Ordinal) { [artifact.Path] = artifact.Hash },
    });

    private void Count(long bytes)
    {
        Interlocked.Add(ref _bytes, bytes);
        onProgress();
    }

    /// <summary>Turns a running total of one upload into additions to the total of all. Not thread-safe.</summary>
    private sealed class Counter(UploadLane lane) : IProgress<long>
    {
        private long _last;

        public void Report(long value)
        {
            lane.Count(Math.Max(0, value - _last));
            _last = Math.Max(_last, value);
        }
    }
}

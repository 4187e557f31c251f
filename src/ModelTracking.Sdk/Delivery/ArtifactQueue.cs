using System.Threading.Channels;

namespace ModelTracking.Delivery;

/// <summary>Stores artifacts one after the other in the background, so that a logging call does not wait for their bytes. Thread-safe.</summary>
internal sealed class ArtifactQueue
{
    /// <summary>Bytes that may wait in memory; beyond it the caller stores its own.</summary>
    private const long MaxWaitingBytes = 256L << 20;

    private readonly Channel<ArtifactJob> _jobs = Channel.CreateUnbounded<ArtifactJob>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _worker;
    private long _waitingBytes;

    public ArtifactQueue()
    {
        using (ExecutionContext.SuppressFlow())
        {
            _worker = Task.Run(WorkAsync);
        }
    }

    /// <summary>Takes a job.</summary>
    /// <returns>Completed, never faulted, once the job is done or has failed.</returns>
    public Task Enqueue(ArtifactJob job)
    {
        if (job.BytesInMemory > 0 && Interlocked.Add(ref _waitingBytes, job.BytesInMemory) > MaxWaitingBytes)
        {
            Do(job);
        }
        else if (!_jobs.Writer.TryWrite(job))
        {
            job.Failed(new InvalidOperationException("the client is closed"));
            job.Done.TrySetResult();
        }

        return job.Done.Task;
    }

    /// <summary>Does what is left and stops.</summary>
    public Task CompleteAsync()
    {
        _jobs.Writer.TryComplete();
        return _worker;
    }

    private async Task WorkAsync()
    {
        await foreach (var job in _jobs.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            Do(job);
        }
    }

    private void Do(ArtifactJob job)
    {
        try
        {
            job.Stored(job.Put());
        }
        catch (Exception exception)
        {
            job.Failed(exception);
        }
        finally
        {
            Interlocked.Add(ref _waitingBytes, -job.BytesInMemory);
            job.Done.TrySetResult();
        }
    }
}

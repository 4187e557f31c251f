using ModelTracking.Backends;
using ModelTracking.Records;

namespace ModelTracking;

/// <summary>
/// Runs that were ended by being disposed and may in truth have failed: <c>await using</c> disposes after the exception was
/// caught by compiler-made code, so nothing shows at that moment. If the same exception then ends the process, the run's end is put right.
/// </summary>
internal static class EndedByDispose
{
    private const int Kept = 64;

    private static readonly LinkedList<(RunId Run, string Folder, WeakReference<Exception> Last)> Ended = [];

    public static void Remember(RunId run, string folder, Exception lastThrown)
    {
        lock (Ended)
        {
            Ended.AddLast((run, folder, new WeakReference<Exception>(lastThrown)));
            if (Ended.Count > Kept)
            {
                Ended.RemoveFirst();
            }
        }
    }

    public static void Amend(Exception fatal)
    {
        lock (Ended)
        {
            foreach (var (run, folder, last) in Ended)
            {
                if (last.TryGetTarget(out var exception) && ReferenceEquals(exception, fatal))
                {
                    Amend(run, folder, fatal);
                }
            }
        }
    }

    private static void Amend(RunId run, string folder, Exception fatal)
    {
        try
        {
            var backend = new FileBackend(folder);
            var end = RunEnding.Of(RunStatus.Failed, fatal, DateTimeOffset.UtcNow) with { Sequence = 1 };
            var batch = new RecordBatch(run, WriterId.New(), [end], durable: true) { IsLast = true };
            backend.WriteAsync(batch, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            backend.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
        catch (Exception)
        {
            // The process is going: the run stays as it was ended.
        }
    }
}

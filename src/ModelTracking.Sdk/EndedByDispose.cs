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

    private static readonly LinkedList<(RunId Run, string Folder, IReadOnlyList<WeakReference<Exception>> Thrown)> Ended = [];

    /// <summary>Notes a run and what was thrown before it was disposed: one of these may be the reason.</summary>
    public static void Remember(RunId run, string folder, IReadOnlyList<WeakReference<Exception>> thrown)
    {
        lock (Ended)
        {
            Ended.AddLast((run, folder, thrown));
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
            foreach (var (run, folder, thrown) in Ended)
            {
                if (thrown.Any(t => t.TryGetTarget(out var exception) && ReferenceEquals(exception, fatal)))
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

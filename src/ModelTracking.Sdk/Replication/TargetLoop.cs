using ModelTracking.Delivery;
using ModelTracking.Diagnostics;
using ModelTracking.Records;

namespace ModelTracking.Replication;

/// <summary>
/// Sends runs to one target and decides what a failure means: wait and try again, pause, leave the run. Holds nothing of the runs'
/// content, so an outage of any length costs no memory. Used by one caller at a time.
/// </summary>
internal sealed class TargetLoop(ReplicationContext context, Random random) : IDisposable
{
    private const int MostRestarts = 3;
    private readonly Dictionary<RunId, RunReplication> _open = [];
    private readonly Dictionary<RunId, DateTimeOffset> _blocked = [];
    private readonly RetrySchedule _schedule = new(context.Options.FirstRetryDelay, context.Options.MaxRetryDelay);
    private int _failures;

    public string Target => context.Target.Name;

    /// <summary>Until when the target is left alone; null where the last try went well.</summary>
    public DateTimeOffset? Until { get; private set; }

    /// <summary>What went wrong last with the target as a whole.</summary>
    public ReplicationException? Problem { get; private set; }

    /// <summary>Records and points sent.</summary>
    public long Sent { get; private set; }

    public bool IsBlocked(RunId run) => _blocked.TryGetValue(run, out var until) && context.Now < until;

    /// <summary>Sends what the journal has of a run now.</summary>
    /// <returns>Whether nothing more will come; null where it could not be said: another process sends the run, or the target failed (see <see cref="Problem"/>).</returns>
    public async Task<bool?> PassAsync(RunId run, Action<ReplicationProgress>? progress, CancellationToken cancellationToken)
    {
        for (var restart = 0; ; restart++)
        {
            if (!_open.TryGetValue(run, out var replication))
            {
                if (RunReplication.TryBegin(context, run) is not { } begun)
                {
                    return null;
                }

                _open[run] = replication = begun;
            }

            var before = replication.Sent;
            try
            {
                var isDone = await replication.PassAsync(progress, cancellationToken).ConfigureAwait(false);
                Succeed();
                if (isDone)
                {
                    Release(run);
                }

                return isDone;
            }
            catch (ReplicationException exception) when (exception.Fault == ReplicationFault.RunGone && restart < MostRestarts)
            {
                // It is made anew and sent from the beginning.
            }
            catch (ReplicationException exception) when (exception.Fault is ReplicationFault.RunBlocked or ReplicationFault.RunGone or ReplicationFault.Refused or ReplicationFault.TooLarge)
            {
                Succeed();
                Block(run, exception);
                return null;
            }
            catch (ReplicationException exception)
            {
                Fail(exception, hasMoved: replication.Sent > before);
                return null;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Fail(new ReplicationException(ReplicationFault.Unavailable, $"{Target}: {exception.Message}", exception), hasMoved: replication.Sent > before);
                return null;
            }
            finally
            {
                Sent += replication.Sent - before;
            }
        }
    }

    /// <summary>Lets go of a run's lock.</summary>
    public void Release(RunId run)
    {
        if (_open.Remove(run, out var replication))
        {
            replication.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var run in _open.Keys.ToArray())
        {
            Release(run);
        }
    }

    private void Succeed()
    {
        _failures = 0;
        Until = null;
        Problem = null;
    }

    private void Block(RunId run, ReplicationException exception)
    {
        _blocked[run] = context.Now + context.Options.PauseAfterRefusal;
        Release(run);
        context.Diagnostics.Report(new Trouble(TroubleKind.ReplicaPaused, $"Run {run} cannot be sent to {Target}: {exception.Message}", "Other runs go on; this one is tried again later.", exception));
    }

    private void Fail(ReplicationException exception, bool hasMoved)
    {
        Problem = exception;
        if (exception.Fault == ReplicationFault.Unauthorized)
        {
            Until = context.Now + context.Options.PauseAfterRefusal;
            context.Diagnostics.Report(new Trouble(TroubleKind.ReplicaPaused, $"Runs cannot be sent. {context.Named(exception.Message)}", "The journal keeps everything; 'modeltracking sync' sends it afterwards.", exception));
            return;
        }

        _failures = hasMoved ? 1 : _failures + 1;
        var wait = _schedule.Delay(_failures, random.NextDouble());
        Until = context.Now + (exception.RetryAfter is { } asked && asked > wait ? asked : wait);
        context.Diagnostics.Report(new Trouble(TroubleKind.ReplicaUnavailable, $"Runs cannot be sent. {context.Named(exception.Message).TrimEnd('.')}.", "The journal keeps everything; sending is tried again, and 'modeltracking sync' finishes it.", exception));
    }
}

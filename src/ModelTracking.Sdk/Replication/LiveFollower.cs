using ModelTracking.Records;

namespace ModelTracking.Replication;

/// <summary>Sends runs to one target in the background while they grow. Thread-safe.</summary>
internal sealed class LiveFollower : IAsyncDisposable
{
    /// <summary>A look at a journal takes at most this part of the time.</summary>
    private const int Share = 50;

    private readonly object _gate = new();
    private readonly ReplicationContext _context;
    private readonly TargetLoop _loop;
    private readonly List<RunId> _runs = [];
    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource _wake = New();
    private TaskCompletionSource<bool>? _drained;
    private Task? _task;

    public LiveFollower(ReplicationContext context, Random random)
    {
        _context = context;
        _loop = new TargetLoop(context, random);
    }

    public void Follow(RunId run)
    {
        lock (_gate)
        {
            if (!_runs.Contains(run))
            {
                _runs.Add(run);
            }

            _task ??= Task.Run(LoopAsync);
            _wake.TrySetResult();
        }
    }

    /// <summary>One pass that begins now has sent everything, or the target fails.</summary>
    public async Task<bool> DrainAsync(TimeSpan timeout)
    {
        Task<bool> drained;
        lock (_gate)
        {
            if (_task is null || _runs.Count == 0)
            {
                return true;
            }

            _drained ??= new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            drained = _drained.Task;
            _wake.TrySetResult();
        }

        try
        {
            return await drained.WaitAsync(timeout, _context.Options.TimeProvider).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await (_task ?? Task.CompletedTask).ConfigureAwait(false);
        _loop.Dispose();
        _stop.Dispose();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task LoopAsync()
    {
        try
        {
            while (true)
            {
                RunId[] runs;
                TaskCompletionSource<bool>? drained;
                lock (_gate)
                {
                    runs = [.. _runs];
                    drained = _drained;
                    _wake = New();
                }

                var began = _context.Options.TimeProvider.GetTimestamp();
                var isDone = await PassAsync(runs).ConfigureAwait(false);
                if (drained is not null)
                {
                    // Somebody waits to exit: either all of it is there, or it cannot be sent now.
                    lock (_gate)
                    {
                        _drained = null;
                    }

                    drained.TrySetResult(isDone);
                }

                await WaitAsync(_context.Options.TimeProvider.GetElapsedTime(began)).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed; the cursors are saved.
        }
        finally
        {
            _drained?.TrySetResult(false);
        }
    }

    // Whether all of the runs' records so far are at the target.
    private async Task<bool> PassAsync(RunId[] runs)
    {
        var isDone = true;
        foreach (var run in runs)
        {
            if (_loop.IsBlocked(run))
            {
                isDone = false;
                continue;
            }

            var ended = await _loop.PassAsync(run, null, _stop.Token).ConfigureAwait(false);
            isDone &= ended is not null;
            if (ended == true)
            {
                lock (_gate)
                {
                    _runs.Remove(run);
                }
            }

            if (_loop.Problem is not null)
            {
                return false;
            }
        }

        return isDone;
    }

    private async Task WaitAsync(TimeSpan taken)
    {
        var poll = _context.Options.PollInterval;
        var pause = _loop.Until is { } until ? until - _context.Now : taken * Share > poll ? taken * Share : poll;
        using var stopWaiting = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var delay = Task.Delay(pause > TimeSpan.Zero ? pause : TimeSpan.Zero, _context.Options.TimeProvider, stopWaiting.Token);
        while (!delay.IsCompleted)
        {
            Task wake;
            lock (_gate)
            {
                if (_loop.Until is not null)
                {
                    // A target that fails is not asked sooner because a run begins, but somebody who wants to exit gets an answer.
                    _drained?.TrySetResult(false);
                    _drained = null;
                }

                wake = _wake.Task;
            }

            await Task.WhenAny(delay, wake).ConfigureAwait(false);
            if (_loop.Until is null)
            {
                break;
            }

            lock (_gate)
            {
                _wake = _wake.Task.IsCompleted ? New() : _wake;
            }
        }

        await stopWaiting.CancelAsync().ConfigureAwait(false);
        _stop.Token.ThrowIfCancellationRequested();
    }
}

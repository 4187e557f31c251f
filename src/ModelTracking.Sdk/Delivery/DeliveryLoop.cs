using ModelTracking.Diagnostics;

namespace ModelTracking.Delivery;

/// <summary>The thin loop around the pump: one background thread per client. Thread-safe.</summary>
internal sealed class DeliveryLoop : IAsyncDisposable
{
    private readonly AutoResetEvent _wake;
    private readonly DeliveryPump _pump;
    private readonly RecordRing _ring;
    private readonly TrackingDiagnostics _diagnostics;
    private readonly TimeSpan _shutdownTimeout;
    private readonly TimeSpan _longestWait;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _stopping;
    private int _disposed;

    public DeliveryLoop(DeliveryPump pump, RecordRing ring, AutoResetEvent wake, DeliveryOptions options, TimeProvider time, TrackingDiagnostics diagnostics)
    {
        _pump = pump;
        _ring = ring;
        _wake = wake;
        _diagnostics = diagnostics;
        _shutdownTimeout = options.ShutdownTimeout;
        // The machine's timers know nothing of another clock: when something is due by that one has to be looked for.
        _longestWait = ReferenceEquals(time, TimeProvider.System) ? TimeSpan.MaxValue : options.FlushInterval;
        // A user's async locals must not live as long as this thread.
        using (ExecutionContext.SuppressFlow())
        {
            new Thread(Run) { IsBackground = true, Name = "ModelTracking delivery" }.Start();
        }
    }

    /// <summary>Makes the loop look at the ring now.</summary>
    public void Wake() => _wake.Set();

    /// <summary>Delivers what is left, for at most the shutdown timeout, then closes the backends.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _stopping = true;
            Wake();
        }

        await _ended.Task.ConfigureAwait(false);
    }

    private void Run()
    {
        while (!_stopping)
        {
            var wait = Turn();
            _wake.WaitOne(wait < _longestWait ? wait : _longestWait);
        }

        Finish();
    }

    private TimeSpan Turn(bool hurry = false)
    {
        try
        {
            return _pump.Turn(hurry);
        }
        catch (Exception exception)
        {
            // The loop must outlive any mistake of ours: without it every producer would come to a stop.
            _diagnostics.Report(new Trouble(TroubleKind.Internal, $"The delivery loop met an unexpected error: {exception.Message}", "Please report it with its stack trace.", exception));
            return TimeSpan.FromMilliseconds(20);
        }
    }

    private void Finish()
    {
        var deadline = Environment.TickCount64 + (long)_shutdownTimeout.TotalMilliseconds;
        var hurry = true;
        while (true)
        {
            Turn(hurry);
            hurry = false;
            if (_pump.IsIdle)
            {
                break;
            }

            if (Environment.TickCount64 >= deadline)
            {
                _diagnostics.Report(new Trouble(TroubleKind.ShutdownTimeout, $"{_pump.Undelivered} records were not stored within {_shutdownTimeout}.", "Restore access to the backend, or raise DeliveryOptions.ShutdownTimeout."));
                break;
            }

            _wake.WaitOne(TimeSpan.FromMilliseconds(5));
        }

        _ring.Close();
        _ = CloseAsync();
    }

    private async Task CloseAsync()
    {
        try
        {
            await _pump.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            _diagnostics.Report(new Trouble(TroubleKind.Internal, $"A backend could not be closed: {exception.Message}", "Its last writes are delivered; check the backend.", exception));
        }
        finally
        {
            _ended.TrySetResult();
        }
    }
}

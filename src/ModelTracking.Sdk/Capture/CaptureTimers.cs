namespace ModelTracking.Capture;

/// <summary>
/// What is done again and again while a run goes on. Timers are made when <see cref="Start"/> is called, which is done in the
/// background: the first one of a process takes a while. Thread-safe.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="isQuiet">Whether nothing may be done at the moment.</param>
/// <param name="guard">Does something and tells what goes wrong.</param>
internal sealed class CaptureTimers(TimeProvider time, Func<bool> isQuiet, Action<Action> guard)
{
    private readonly object _gate = new();
    private List<Turn> _turns = [];
    private bool _isStarted;
    private bool _isEnded;

    /// <summary>Whether there is nothing to be done so far.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _turns.Count == 0;
            }
        }
    }

    /// <summary>Has something done in equal intervals, from <see cref="Start"/> on.</summary>
    public void Every(TimeSpan interval, Action act) => Add(new Turn(interval, interval, act));

    /// <summary>Has something done more often at first: after <paramref name="first"/>, then after twice the time, and so on up to <paramref name="interval"/>.</summary>
    public void EverySoonerAtFirst(TimeSpan first, TimeSpan interval, Action act) => Add(new Turn(first, interval, act));

    /// <summary>Begins.</summary>
    public void Start()
    {
        lock (_gate)
        {
            _isStarted = true;
            _turns.ForEach(Begin);
        }
    }

    /// <summary>Ends for good. A turn that is under way is not waited for.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isEnded = true;
            _turns.ForEach(turn => turn.Timer?.Dispose());
            _turns = [];
        }
    }

    private void Add(Turn turn)
    {
        lock (_gate)
        {
            if (_isEnded)
            {
                return;
            }

            _turns.Add(turn);
            if (_isStarted)
            {
                Begin(turn);
            }
        }
    }

    private void Begin(Turn turn)
    {
        // Nothing of the caller's context (its culture, its activity) belongs to what happens in the background.
        using var _ = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
        turn.Timer = time.CreateTimer(state => Take((Turn)state!), turn, turn.Wait, turn.Wait);
    }

    private void Take(Turn turn)
    {
        // A turn that takes longer than the interval is not run into by the next one.
        if (Volatile.Read(ref _isEnded) || isQuiet() || Interlocked.Exchange(ref turn.IsBusy, 1) != 0)
        {
            return;
        }

        guard(turn.Act);
        if (turn.Wait < turn.Interval)
        {
            turn.Wait = TimeSpan.FromTicks(Math.Min(turn.Wait.Ticks * 2, turn.Interval.Ticks));
            turn.Timer?.Change(turn.Wait, turn.Wait);
        }

        Volatile.Write(ref turn.IsBusy, 0);
    }

    private sealed class Turn(TimeSpan first, TimeSpan interval, Action act)
    {
        public int IsBusy;

        public TimeSpan Wait { get; set; } = first;

        public TimeSpan Interval => interval;

        public Action Act => act;

        public ITimer? Timer { get; set; }
    }
}

namespace ModelTracking.Replication;

/// <summary>
/// Keeps a run's state and saves it: an answer's new position is written while the next request is on its way, so that the disk
/// costs no throughput. A cursor that lags behind by a request does no harm: what may be there is looked up. Thread-safe.
/// </summary>
internal sealed class CursorWriter(ReplicaFiles files, ReplicaState state)
{
    private readonly object _gate = new();
    private ReplicaState _state = state;
    private ReplicaState? _saved;
    private Task _saving = Task.CompletedTask;

    public ReplicaState State
    {
        get
        {
            lock (_gate)
            {
                return _state;
            }
        }
    }

    /// <summary>Changes the state; it is saved soon.</summary>
    public void Change(Func<ReplicaState, ReplicaState> change)
    {
        lock (_gate)
        {
            _state = change(_state);
            if (_saving.IsCompleted)
            {
                _saving = Task.Run(SaveLatest);
            }
        }
    }

    /// <summary>Saves what was changed last, and returns when it is on disk.</summary>
    public async Task SaveAsync()
    {
        Task saving;
        lock (_gate)
        {
            saving = _saving;
        }

        await saving.ConfigureAwait(false);
        await Task.Run(SaveLatest).ConfigureAwait(false);
    }

    private void SaveLatest()
    {
        while (true)
        {
            ReplicaState state;
            lock (_gate)
            {
                if (ReferenceEquals(_saved, _state))
                {
                    return;
                }

                state = _state;
            }

            files.Save(state);
            lock (_gate)
            {
                _saved = state;
            }
        }
    }
}

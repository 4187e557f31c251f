using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelTracking.Diagnostics;

namespace ModelTracking.Journal;

/// <summary>
/// A log, and the state that its entries add up to. Reading takes up what other processes appended; writing happens
/// under a lock, after reading, so that a decision is made on the present state. Thread-safe.
/// </summary>
internal sealed class FoldedLog<TEntry, TState>(Func<IDisposable> takeLock, IChainedLog log, JsonTypeInfo<TEntry> json, Func<TState> begin, Action<TState, TEntry> apply, string remedy = "Restore it from a backup, or let 'modeltracking verify --repair' set the damaged line aside.")
    where TState : class
{
    private readonly object _gate = new();
    private TState _state = begin();
    private LogPosition _end = LogPosition.Start;
    private IReadOnlyList<LogDamage> _damage = [];

    /// <summary>Lines that cannot be read; the state leaves them out.</summary>
    public IReadOnlyList<LogDamage> Damage => Read((_, _) => _damage, default(object?));

    /// <summary>Reads something off the present state.</summary>
    public TResult Read<TArgument, TResult>(Func<TState, TArgument, TResult> read, TArgument argument)
    {
        lock (_gate)
        {
            Refresh();
            return read(_state, argument);
        }
    }

    public TResult Read<TResult>(Func<TState, TResult> read) => Read((state, f) => f(state), read);

    /// <summary>Decides on the present state what to append, and appends it, while nobody else can.</summary>
    /// <param name="decide">Gives the entries; they are written in this order. May throw.</param>
    public IReadOnlyList<TEntry> Write(Func<TState, IReadOnlyList<TEntry>> decide)
    {
        using var held = takeLock();
        lock (_gate)
        {
            Refresh();
            if (_damage.Count > 0)
            {
                throw new TrackingException($"'{log.Path}' is damaged at byte {_damage[0].Offset}, so nothing is written to it. {remedy}");
            }

            var entries = decide(_state);
            foreach (var entry in entries)
            {
                _end = log.Append(_end, JsonSerializer.SerializeToUtf8Bytes(entry, json));
                apply(_state, entry);
            }

            return entries;
        }
    }

    /// <summary>Sets damaged lines aside.</summary>
    public void Repair()
    {
        using var held = takeLock();
        lock (_gate)
        {
            log.Repair();
            _end = LogPosition.Start;
            Refresh();
        }
    }

    private void Refresh()
    {
        var read = log.Read(_end);
        if (read.FromStart)
        {
            _state = begin();
            _damage = read.Damage;
        }

        foreach (var line in read.Lines)
        {
            apply(_state, JsonSerializer.Deserialize(line.Span, json)!);
        }

        _end = read.End;
    }
}

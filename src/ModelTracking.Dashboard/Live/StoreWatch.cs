using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ModelTracking.Reading;

namespace ModelTracking.Dashboard.Live;

/// <summary>
/// Notices what changes in a store, by asking it for the runs that are alive or were written to since the last look. It
/// looks when somebody asks, and never more often than the interval. Thread-safe.
/// </summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "Lives as long as the app; its semaphore takes no handle of the system.")]
internal sealed class StoreWatch(IRunReader runs, DashboardOptions options)
{
    // Clocks of several machines that write into one store differ.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    private readonly string _start = Guid.NewGuid().ToString("N")[..8];
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly RunQuery _query = new(runs, options.TimeProvider);
    private readonly Queue<(long Revision, string Run)> _changes = new();
    private Dictionary<string, (string? Status, DateTimeOffset Activity)> _recent = new(StringComparer.Ordinal);
    private DateTimeOffset _latest;
    private DateTimeOffset _nextLook;
    private int _count = -1;
    private long _revision;
    private long _listed;

    private const int KeptChanges = 10_000;

    /// <summary>Names the present state of the store: equal as long as nothing has changed.</summary>
    public async Task<string> RevisionAsync(CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        return Name(_revision);
    }

    /// <summary>What has changed since a revision; null where the revision is not of this process, or too long ago.</summary>
    public async Task<(string Revision, IReadOnlyList<string> Runs, bool Listed)?> SinceAsync(string revision, CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return !revision.StartsWith($"{_start}-", StringComparison.Ordinal)
                || !long.TryParse(revision.AsSpan(_start.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var since)
                || since > _revision
                || (_changes.Count == KeptChanges && _changes.Peek().Revision > since)
                ? null
                : (Name(_revision), [.. _changes.Where(c => c.Revision > since).Select(c => c.Run).Distinct()], _listed > since);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Notes a change that leaves no sign of life.</summary>
    public async Task TouchAsync(string run, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            Note([run]);
        }
        finally
        {
            _gate.Release();
        }
    }

    private string Name(long revision) => string.Create(CultureInfo.InvariantCulture, $"{_start}-{revision}");

    private void Note(IEnumerable<string> changed)
    {
        _revision++;
        foreach (var run in changed)
        {
            _changes.Enqueue((_revision, run));
            while (_changes.Count > KeptChanges)
            {
                _changes.Dequeue();
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var now = options.TimeProvider.GetUtcNow();
            if (now >= _nextLook)
            {
                await LookNowAsync(cancellationToken);
                _nextLook = now + options.LookInterval;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task LookNowAsync(CancellationToken cancellationToken)
    {
        var count = await _query.CountAsync(cancellationToken);
        _latest = _latest == default ? options.TimeProvider.GetUtcNow() : _latest;
        var since = (_latest - Slack).UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        var table = await _query.Where($"status = 'RUNNING' OR last_activity >= '{since}'").ToTableAsync("run_id, status, last_activity", cancellationToken);
        var recent = table.Rows.ToDictionary(r => (string)r[0]!, r => (r[1] as string, r[2] is DateTimeOffset time ? time : default), StringComparer.Ordinal);

        // What was alive and is no longer among them has ended without a word, or is gone.
        var changed = recent.Where(r => !_recent.TryGetValue(r.Key, out var before) || before != r.Value).Select(r => r.Key)
            .Concat(_recent.Keys.Where(k => !recent.ContainsKey(k) && _recent[k].Status == "RUNNING")).ToArray();
        if (_count >= 0 && (changed.Length > 0 || count != _count))
        {
            Note(changed);
            _listed = count != _count ? _revision : _listed;
        }

        (_recent, _count) = (recent, count);
        _latest = recent.Values.Select(v => v.Item2).Append(_latest).Max();
    }
}

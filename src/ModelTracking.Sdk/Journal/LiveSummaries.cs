using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>
/// Summaries of live runs that were asked for lately, so that the next question reads only what came since: a
/// list or a page that looks each second would otherwise read the whole run each second. Thread-safe.
/// </summary>
internal sealed class LiveSummaries(JournalContext context)
{
    /// <summary>A few hundred bytes for each series of each run; beyond it the one that was asked for longest ago goes.</summary>
    private const int MaxRuns = 64;

    private readonly Dictionary<string, LiveSummary> _runs = new(StringComparer.Ordinal);
    private long _asked;

    /// <summary>The summary of a live run; null where only a full reading can tell.</summary>
    public RunSummary? Read(string folder, RunSnapshot snapshot)
    {
        if (!snapshot.HasLiveWriter || snapshot.Sealed is not null)
        {
            Forget(folder);
            return null;
        }

        var live = Find(folder, snapshot.Run);
        lock (live)
        {
            return live.Read(snapshot, context);
        }
    }

    private LiveSummary Find(string folder, RunId run)
    {
        lock (_runs)
        {
            if (!_runs.TryGetValue(folder, out var live))
            {
                if (_runs.Count >= MaxRuns)
                {
                    _runs.Remove(_runs.MinBy(r => r.Value.Asked).Key);
                }

                _runs[folder] = live = new LiveSummary(run);
            }

            live.Asked = ++_asked;
            return live;
        }
    }

    private void Forget(string folder)
    {
        lock (_runs)
        {
            _runs.Remove(folder);
        }
    }
}

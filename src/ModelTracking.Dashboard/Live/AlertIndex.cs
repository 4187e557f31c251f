using System.Collections.Concurrent;
using ModelTracking.Dashboard.Json;
using ModelTracking.Reading;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Live;

/// <summary>Warnings and errors that runs told of themselves, or that watchdogs found. Each run is opened once for each state it is in. Thread-safe.</summary>
internal sealed class AlertIndex(TimeProvider time)
{
    private const int OpenedAtOnce = 4;
    private const int OfOneRun = 100;
    private const int Kept = 4 * Limits.AlertRuns;

    private readonly ConcurrentDictionary<RunId, (string? Status, DateTimeOffset Activity, IReadOnlyList<EventLogged> Events)> _known = [];

    /// <summary>Those of the runs that were active last, newest first, and how many runs were not looked at.</summary>
    public async Task<(IReadOnlyList<AlertDto> Alerts, int NotLookedAt)> ReadAsync(IRunReader runs, CancellationToken cancellationToken)
    {
        var query = new RunQuery(runs, time);
        var total = await query.CountAsync(cancellationToken);
        var table = await query.OrderBy("last_activity DESC").Take(Limits.AlertRuns).ToTableAsync("run_name, experiment, status, last_activity", cancellationToken);
        if (_known.Count > Kept)
        {
            _known.Clear();
        }

        var found = new IReadOnlyList<EventLogged>[table.Rows.Count];
        await Parallel.ForAsync(0, found.Length, new ParallelOptions { MaxDegreeOfParallelism = OpenedAtOnce, CancellationToken = cancellationToken }, async (i, cancellation) =>
            found[i] = await OfAsync(runs, table.Ids[i], table.Rows[i][2] as string, table.Rows[i][3] is DateTimeOffset activity ? activity : default, cancellation));
        var alerts = found.SelectMany((events, i) => events.Select(e => new AlertDto(
            table.Ids[i].ToString(), table.Rows[i][0] as string ?? "", table.Rows[i][1] as string ?? "", table.Rows[i][2] as string ?? "", e.Name, e.Severity.ToString(), e.Message, RunMapping.Time(e.Time), e.Step)));
        return ([.. alerts.OrderByDescending(a => a.Time).ThenBy(a => a.Run, StringComparer.Ordinal)], Math.Max(0, total - table.Rows.Count));
    }

    private async Task<IReadOnlyList<EventLogged>> OfAsync(IRunReader runs, RunId id, string? status, DateTimeOffset activity, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(id, out var known) && known.Status == status && known.Activity == activity)
        {
            return known.Events;
        }

        var run = await runs.GetRunAsync(id, cancellationToken);
        IReadOnlyList<EventLogged> events = [.. (run?.Events ?? []).Where(e => e.Severity > EventSeverity.Information).TakeLast(OfOneRun)];
        _known[id] = (status, activity, events);
        return events;
    }
}

using ModelTracking.Dashboard.Api;
using ModelTracking.Dashboard.Json;
using ModelTracking.Reading;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Live;

/// <summary>Reads on in a run from where it was read before, and keeps what is new until it is taken. Not thread-safe.</summary>
internal sealed class RunFollower(IRunReader runs, RunId id, List<WriterPosition> after)
{
    private readonly Dictionary<MetricKey, List<MetricPoint>> _points = [];
    private readonly List<LineDto> _lines = [];
    private RunStatus? _status;
    private bool _isChanged;
    private bool _isCut;
    private int _count;

    /// <summary>How far it has come.</summary>
    public string At => Cursor.Of(after);

    /// <summary>Reads what was logged since.</summary>
    /// <returns>The run's status; null where it is gone.</returns>
    public async Task<RunStatus?> ReadAsync(CancellationToken cancellationToken)
    {
        // Asked first: what was written before the end was written before the answer.
        var run = await runs.GetRunAsync(id, cancellationToken);
        await foreach (var batch in runs.ReadRecordsAsync(id, [.. after], cancellationToken: cancellationToken))
        {
            after.RemoveAll(p => p.Writer == batch.Writer);
            after.Add(new WriterPosition(batch.Writer, batch.LastSequence));
            foreach (var record in batch.Records)
            {
                Take(record);
            }
        }

        return run?.Status;
    }

    /// <summary>New points; null for none.</summary>
    public LivePointsDto? TakePoints()
    {
        if (_count == 0 && !_isCut)
        {
            return null;
        }

        var series = _points.Select(p => new LiveSeriesDto(
            p.Key.Name,
            p.Key.Context.ToString(),
            [.. p.Value.Select(v => (double?)v.Step)],
            [.. p.Value.Select(v => v.UnixMicroseconds / 1000.0)],
            [.. p.Value.Select(v => v.Value)])).ToArray();
        var taken = new LivePointsDto(_isCut ? [] : series, _isCut);
        _points.Clear();
        (_count, _isCut) = (0, false);
        return taken;
    }

    /// <summary>New lines of the log; null for none.</summary>
    public LinesDto? TakeLines()
    {
        if (_lines.Count == 0)
        {
            return null;
        }

        var taken = new LinesDto([.. _lines.TakeLast(Limits.Lines)], At, false);
        _lines.Clear();
        return taken;
    }

    /// <summary>Whether anything else of the run has changed.</summary>
    public bool TakeChange(RunStatus? status)
    {
        var changed = _isChanged || (_status is { } before && before != status);
        (_isChanged, _status) = (false, status);
        return changed;
    }

    private void Take(TrackingRecord record)
    {
        switch (record)
        {
            case MetricsLogged metrics when !_isCut:
                _count += metrics.Points.Length;
                _isCut = _count > Limits.LivePoints;
                if (!_points.TryGetValue(metrics.Key, out var known))
                {
                    // A series that is new has a place of its own on the page.
                    _points[metrics.Key] = known = [];
                }

                known.AddRange(metrics.Points.Span);
                break;
            case MetricsLogged:
                break;
            case ConsoleLogged console:
                _lines.AddRange(LogLines.Of(console));
                break;
            default:
                _isChanged = true;
                break;
        }
    }
}

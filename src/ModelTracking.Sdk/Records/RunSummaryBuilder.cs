namespace ModelTracking.Records;

/// <summary>
/// Folds a run's records, in any order among writers and in order within one, into its summary. Metric points are
/// folded as they come; a reader that hides superseded points feeds only the visible ones. Not thread-safe.
/// </summary>
internal sealed class RunSummaryBuilder(RunId id)
{
    private readonly Dictionary<string, ParamEntry> _params = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (DateTimeOffset Time, string? Value)> _tags = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ArtifactEntry> _artifacts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MetricDeclared> _declared = new(StringComparer.Ordinal);
    private readonly Dictionary<MetricKey, MetricAccumulator> _metrics = [];
    private readonly Dictionary<MetricKey, MetricSummary> _knownMetrics = [];
    private readonly List<EventLogged> _events = [];
    private readonly CaptureFold _captured = new();
    private readonly Dictionary<string, long> _positions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RunEnded?> _writers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _takenUp = new(StringComparer.Ordinal);
    private readonly HashSet<string> _editors = new(StringComparer.Ordinal);
    private RunStarted? _started;
    private string? _name;
    private string? _description;
    private string? _experiment;
    private DateTimeOffset _lastActivity;

    /// <summary>True once the record that begins a run was seen.</summary>
    public bool HasStarted => _started is not null;

    /// <summary>True when every writer has said that it ended, or was taken up by a later one.</summary>
    public bool HasEnded => OpenWriters().Any() && OpenWriters().All(end => end is not null);

    public void Add(string writer, TrackingRecord record)
    {
        Advance(writer, record.Sequence + record.Count - 1);
        if (record is MetricsLogged metrics)
        {
            Add(metrics.Key, metrics.Points.Span);
            return;
        }

        if (record is RunEdited edited)
        {
            _editors.Add(writer);
            _experiment = edited.Experiment ?? _experiment;
            return;
        }

        if (!_editors.Contains(writer))
        {
            Touch(record.Time);
        }

        switch (record)
        {
            case RunStarted started when _started is null || started.Time < _started.Time:
                _started = started;
                break;
            case RunEnded end when record.Sequence == _positions[writer]:
                _writers[writer] = end;
                break;
            case RunResumed resumed:
                _takenUp.UnionWith(resumed.Supersedes.Select(p => p.Writer));
                break;
            case RunRenamed renamed:
                _name = renamed.Name ?? _name;
                _description = renamed.Description ?? _description;
                break;
            case ParamLogged param:
                Add(param);
                break;
            case TagSet tag when !_tags.TryGetValue(tag.Key, out var known) || known.Time <= tag.Time:
                _tags[tag.Key] = (tag.Time, tag.Value);
                break;
            case MetricDeclared declared:
                _declared[declared.Key] = declared;
                break;
            case ArtifactLogged file when !_artifacts.TryGetValue(file.Path, out var known) || known.Time <= file.Time:
                _artifacts[file.Path] = new ArtifactEntry(file.Path, file.Hash, file.Length, file.MediaType, file.Time)
                {
                    Step = file.Step,
                    Kind = file.Kind,
                    Caption = file.Caption,
                };
                break;
            case EventLogged happened when _events.Count < RunSummary.MaxEvents:
                _events.Add(happened);
                break;
            default:
                _captured.Add(record);
                break;
        }
    }

    /// <summary>Folds points of a series whose position was, or will be, told by <see cref="Advance"/>.</summary>
    public void Add(MetricKey key, ReadOnlySpan<MetricPoint> points)
    {
        if (points.IsEmpty)
        {
            return;
        }

        if (!_metrics.TryGetValue(key, out var accumulator))
        {
            _metrics[key] = accumulator = new MetricAccumulator();
        }

        accumulator.Add(points);
        Touch(points[^1].Time);
    }

    /// <summary>Takes over the summary of a series that is stored complete, instead of its points.</summary>
    public void Add(MetricSummary summary)
    {
        _knownMetrics[summary.MetricKey] = summary;
        Touch(summary.LastTime);
    }

    /// <summary>Says that a writer has come at least this far.</summary>
    public void Advance(string writer, long sequence)
    {
        if (sequence > _positions.GetValueOrDefault(writer) || !_writers.ContainsKey(writer))
        {
            // What comes after an end takes the end back.
            _positions[writer] = sequence;
            _writers[writer] = null;
        }
    }

    public RunSummary Build()
    {
        var start = _started ?? new RunStarted("", "") { Time = _lastActivity };
        var metrics = BuildMetrics();
        var end = HasEnded ? OpenWriters().Select(e => e!).MaxBy(Weight) : null;
        return new RunSummary
        {
            Id = id,
            Experiment = _experiment ?? start.Experiment,
            Name = _name ?? start.Name,
            Description = (_description ?? start.Description) is { Length: > 0 } description ? description : null,
            ParentId = start.ParentId,
            ForkedFrom = start.ForkedFrom,
            ForkStep = start.ForkStep,
            Status = end?.Status ?? RunStatus.Running,
            StartTime = start.Time,
            EndTime = end is null ? null : OpenWriters().Max(e => e!.Time),
            LastActivity = _lastActivity,
            Error = end?.Error,
            ErrorDetails = end?.ErrorDetails,
            Params = [.. _params.Values],
            Tags = _tags.Where(t => t.Value.Value is not null).ToDictionary(t => t.Key, t => t.Value.Value!, StringComparer.Ordinal),
            Metrics = [.. metrics.Values.OrderBy(m => m.MetricKey).Select(Declare)],
            Artifacts = [.. _artifacts.Values.OrderBy(a => a.Path, StringComparer.Ordinal)],
            Events = [.. _events],
            Captured = _captured.Build(_captured.HasResources ? null : ResourcesSoFar.Of(metrics, start.Time)),
            Positions = [.. _positions.Select(p => new WriterPosition(p.Key, p.Value)).OrderBy(p => p.Writer, StringComparer.Ordinal)],
        };
    }

    // How an earlier writer ended matters no more once a later one has taken the run up; one that edits ends nothing.
    private IEnumerable<RunEnded?> OpenWriters() => _writers.Where(w => !_takenUp.Contains(w.Key) && !_editors.Contains(w.Key)).Select(w => w.Value);

    private Dictionary<MetricKey, MetricSummary> BuildMetrics()
    {
        var all = new Dictionary<MetricKey, MetricSummary>(_knownMetrics);
        foreach (var (key, accumulator) in _metrics)
        {
            all[key] = accumulator.ToSummary(key);
        }

        return all;
    }

    private MetricSummary Declare(MetricSummary metric) => _declared.TryGetValue(metric.Key, out var declared)
        ? metric with { Goal = declared.Goal, Unit = declared.Unit }
        : metric;

    private void Add(ParamLogged param)
    {
        if (!_params.TryGetValue(param.Key, out var known))
        {
            _params[param.Key] = new ParamEntry(param.Key, param.Value);
        }
        else if (param.IsCorrection && known.Value != param.Value)
        {
            _params[param.Key] = new ParamEntry(param.Key, param.Value) { History = [.. known.History ?? [], known.Value] };
        }
    }

    private void Touch(DateTimeOffset time) => _lastActivity = time > _lastActivity ? time : _lastActivity;

    // One rank that fails makes the whole run a failed one; among equals the latest word counts.
    private static (int, DateTimeOffset) Weight(RunEnded end) => (end.Status switch
    {
        RunStatus.Failed => 2,
        RunStatus.Killed => 1,
        _ => 0,
    }, end.Time);
}

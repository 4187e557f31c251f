using ModelTracking.Records;

namespace ModelTracking.Replication;

/// <summary>
/// Cuts a writer's records into batches within a target's limits, always full ones as long as there is more. Artifacts are told
/// apart, records that mean nothing to the target are passed over. Not thread-safe.
/// </summary>
internal sealed class BatchCutter(IReplicationTarget target, Action<ArtifactLogged> onArtifact)
{
    private const int BytesPerPoint = 80;
    private readonly ReplicationLimits _limits = target.Limits;
    private readonly Dictionary<MetricKey, int> _ofSeries = [];
    private readonly Queue<ReplicaBatch> _ready = new();
    private List<TrackingRecord> _records = [];
    private RunId _run;
    private string _writer = "";
    private long _last;
    private long _cut;
    private int _points;
    private int _params;
    private int _tags;
    private long _bytes;

    public bool TryTake(out ReplicaBatch batch) => _ready.TryDequeue(out batch!);

    public void Add(RecordBatch batch)
    {
        if (batch.Writer != _writer || batch.RunId != _run)
        {
            Complete();
            _run = batch.RunId;
            _writer = batch.Writer;
            _last = _cut = 0;
        }

        foreach (var record in batch.Records)
        {
            Add(record);
        }
    }

    /// <summary>Makes a batch of what there is.</summary>
    public void Complete()
    {
        if (_records.Count > 0 || _last > _cut)
        {
            _ready.Enqueue(new ReplicaBatch(_run, _writer, _records, _last));
            _cut = _last;
            _records = [];
            _ofSeries.Clear();
            _points = _params = _tags = 0;
            _bytes = 0;
        }
    }

    private void Add(TrackingRecord record)
    {
        switch (record)
        {
            case MetricsLogged metrics:
                AddPoints(metrics);
                return;
            case ParamLogged param:
                Room(_params < _limits.Params, Size(param.Key, param.Value.ToString()));
                _params++;
                _records.Add(record);
                break;
            case TagSet tag:
                Room(_tags < _limits.Tags, Size(tag.Key, tag.Value));
                _tags++;
                _records.Add(record);
                break;
            case ArtifactLogged artifact:
                onArtifact(artifact);
                break;
            default:
                if (target.Takes(record))
                {
                    Complete();
                    _records.Add(record);
                    _last = record.Sequence;
                    Complete();
                }

                break;
        }

        _last = record.Sequence;
    }

    private void AddPoints(MetricsLogged metrics)
    {
        var each = BytesPerPoint + metrics.Key.Name.Length + metrics.Key.Context.ToString().Length;
        for (var start = 0; start < metrics.Count;)
        {
            var ofSeries = _ofSeries.GetValueOrDefault(metrics.Key);
            var room = Math.Min(
                Math.Min(_limits.Points - _points, _limits.Items - _points - _params - _tags),
                (int)Math.Min(_limits.PointsOfSeries - ofSeries, (_limits.Bytes - _bytes) / each));
            if (room <= 0 && _records.Count > 0)
            {
                Complete();
                continue;
            }

            var taken = Math.Min(Math.Max(room, 1), metrics.Count - start);
            _records.Add(taken == metrics.Count ? metrics : ReplicaBatch.Slice(metrics, start, taken));
            _ofSeries[metrics.Key] = ofSeries + taken;
            _points += taken;
            _bytes += (long)taken * each;
            start += taken;
            _last = metrics.Sequence + start - 1;
        }
    }

    private void Room(bool isThere, int bytes)
    {
        if (_records.Count > 0 && (!isThere || _points + _params + _tags >= _limits.Items || _bytes + bytes > _limits.Bytes))
        {
            Complete();
        }

        _bytes += bytes;
    }

    // Up to four bytes a character, as JSON or UTF-8 may need.
    private int Size(string key, string? value) => 40 + (4 * (key.Length + Math.Min(value?.Length ?? 0, _limits.ValueLength)));
}

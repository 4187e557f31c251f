using ModelTracking.Records;
using ModelTracking.Replication;

namespace ModelTracking.MLflow.Replication;

/// <summary>
/// Says a batch in MLflow's terms: keys it takes, values within its limits, params that never change, whole milliseconds. Not thread-safe.
/// </summary>
internal sealed class BatchMapper
{
    /// <summary>Tags that are kept free for what is said at the end: status, error, where the rest is.</summary>
    public const int SpareTags = 3;

    private const string Rest = $"What is over stands in the artifact '{Overflow.Path}' when the run has ended.";
    private readonly MlflowLimits _limits;
    private readonly long _startMilliseconds;
    private readonly Dictionary<string, string> _params = new(StringComparer.Ordinal);
    private readonly HashSet<MetricKey> _toldKeys = [];
    private (ApartKeys Metrics, ApartKeys Params, ApartKeys Tags)? _apart;

    public BatchMapper(MlflowProfile profile, MlflowRun run)
    {
        _limits = profile.Limits;
        _startMilliseconds = run.Info.StartTime;
        foreach (var param in run.Data.Params)
        {
            _params[param.Key] = param.Value ?? "";
        }

        Metrics = new KeyRoom(_limits.RunMetrics, run.Data.Metrics.Select(m => m.Key));
        Tags = new KeyRoom(_limits.RunTags, run.Data.Tags.Select(t => t.Key));
    }

    /// <summary>Params that are there.</summary>
    public IReadOnlyDictionary<string, string> Params => _params;

    /// <summary>Metrics that are there or on their way.</summary>
    public KeyRoom Metrics { get; }

    /// <summary>Tags that are there or on their way.</summary>
    public KeyRoom Tags { get; }

    /// <summary>Whether something found no place any more.</summary>
    public bool HasOverflow { get; private set; }

    /// <summary>Whether keys are kept from being both a file and a folder.</summary>
    public bool KeepsApart => _apart is not null;

    /// <summary>From now on no key is both a file and a folder, because the server keeps each as a file.</summary>
    /// <param name="run">The run as it is on the server.</param>
    public void KeepApart(MlflowRun run)
    {
        _apart = (new(run.Data.Metrics.Select(m => m.Key), _limits.Key), new(run.Data.Params.Select(p => p.Key), _limits.Key), new(run.Data.Tags.Select(t => t.Key), _limits.TagKey));
        foreach (var param in run.Data.Params)
        {
            _params[param.Key] = param.Value ?? "";
        }
    }

    public MappedBatch Map(ReplicaBatch batch)
    {
        var mapped = new MappedBatch();
        foreach (var record in batch.Records)
        {
            switch (record)
            {
                case MetricsLogged metrics:
                    Add(metrics, mapped);
                    break;
                case ParamLogged param:
                    Add(param, mapped);
                    break;
                case TagSet tag:
                    Add(tag, mapped);
                    break;
            }
        }

        return mapped;
    }

    /// <summary>The batch was stored.</summary>
    public void Sent(MappedBatch mapped) => mapped.Params.ForEach(p => _params[p.Key] = p.Value);

    private void Add(MetricsLogged metrics, MappedBatch mapped)
    {
        var plain = Names.Of(metrics.Key, _limits.Key);
        var key = _apart?.Metrics.Of(plain) ?? plain;
        if (!Metrics.TryTake(key))
        {
            HasOverflow = true;
            Tell(mapped, metrics.Key, $"metric '{metrics.Key}' is not sent: this service takes {_limits.RunMetrics} metrics of a run. {Rest}");
            return;
        }

        if (key != plain || (metrics.Key.Context.IsNone && key != metrics.Key.Name))
        {
            Tell(mapped, metrics.Key, $"metric '{metrics.Key}' is called '{key}' there.");
        }

        foreach (ref readonly var point in metrics.Points.Span)
        {
            var timestamp = Math.Max(0, Math.DivRem(point.UnixMicroseconds, 1000, out var rest) - (rest < 0 ? 1 : 0));
            mapped.Points.Add(new MlflowMetric(key, point.Value, timestamp, StepOf(metrics.Key, point, timestamp)));
        }
    }

    // MLflow has no points without a step. Its own system metrics count samples; ours count seconds, which a restart does not begin anew.
    private long StepOf(in MetricKey key, in MetricPoint point, long timestamp) =>
        point.Step ?? (key.IsSystem ? Math.Max(0, (timestamp - _startMilliseconds) / 1000) : 0);

    private void Add(ParamLogged param, MappedBatch mapped)
    {
        var plain = Names.Of(param.Key, _limits.Key);
        var key = _apart?.Params.Of(plain) ?? plain;
        var value = param.Value.ToString();
        if (value.Length > _limits.ParamValue)
        {
            mapped.Adjustments.Add($"param '{param.Key}' is cut to {_limits.ParamValue} of its {value.Length} characters.");
            value = Names.Short(value, _limits.ParamValue);
        }

        if (key != param.Key)
        {
            mapped.Adjustments.Add($"param '{param.Key}' is called '{key}' there.");
        }

        var known = mapped.Params.FirstOrDefault(p => p.Key == key).Value ?? _params.GetValueOrDefault(key);
        if (known is null && _params.Count + mapped.Params.Count >= _limits.RunParams)
        {
            HasOverflow = true;
            mapped.Adjustments.Add($"param '{param.Key}' is not sent: this service takes {_limits.RunParams} params of a run. {Rest}");
        }
        else if (known is null)
        {
            mapped.Params.Add((key, value));
        }
        else if (known != value)
        {
            // A param never changes there; what it was corrected to stands beside it.
            mapped.Adjustments.Add($"param '{param.Key}' keeps its first value '{Names.Short(known, 100)}'; '{Names.Short(value, 100)}' is the tag 'corrected.{key}'.");
            var corrected = Names.Of($"corrected.{key}", _limits.TagKey);
            if (Takes(corrected, mapped))
            {
                Set(mapped, corrected, value);
            }
        }
    }

    private void Add(TagSet tag, MappedBatch mapped)
    {
        var plain = Names.Of(tag.Key, _limits.TagKey);
        var key = _apart?.Tags.Of(plain) ?? plain;
        if (tag.Value is not null && !Takes(key, mapped))
        {
            return;
        }

        if (key != tag.Key)
        {
            mapped.Adjustments.Add($"tag '{tag.Key}' is called '{key}' there.");
        }

        if (tag.Value is null)
        {
            mapped.Tags.RemoveAll(t => t.Key == key);
            mapped.RemovedTags.Remove(key);
            mapped.RemovedTags.Add(key);
            Tags.Remove(key);
            return;
        }

        if (tag.Value.Length > _limits.TagValue)
        {
            mapped.Adjustments.Add($"tag '{tag.Key}' is cut to {_limits.TagValue} of its {tag.Value.Length} characters.");
        }

        Set(mapped, key, tag.Value);
    }

    private bool Takes(string tag, MappedBatch mapped)
    {
        if (Tags.TryTake(tag, SpareTags))
        {
            return true;
        }

        HasOverflow = true;
        mapped.Adjustments.Add($"tag '{tag}' is not sent: this service takes {_limits.RunTags} tags of a run. {Rest}");
        return false;
    }

    private void Set(MappedBatch mapped, string key, string value)
    {
        mapped.RemovedTags.Remove(key);
        mapped.Tags.RemoveAll(t => t.Key == key);
        mapped.Tags.Add((key, Names.Short(value, _limits.TagValue)));
    }

    private void Tell(MappedBatch mapped, in MetricKey key, string adjustment)
    {
        if (_toldKeys.Add(key))
        {
            mapped.Adjustments.Add(adjustment);
        }
    }
}

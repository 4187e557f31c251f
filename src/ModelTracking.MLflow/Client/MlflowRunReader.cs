using System.Runtime.CompilerServices;
using ModelTracking.MLflow.Connection;
using ModelTracking.Reading;
using ModelTracking.Records;

namespace ModelTracking.MLflow;

/// <summary>
/// Reads a tracking server's runs as any other store's. A run's identity is MLflow's own; one that was replicated is found by the identity
/// that it has in its journal too. Thread-safe.
/// </summary>
internal sealed class MlflowRunReader(MlflowClient client) : IRunReader, ISearchRuns
{
    public IAsyncEnumerable<RunSummary> ListRunsAsync(string? experiment = null, CancellationToken cancellationToken = default) =>
        SearchAsync(experiment, null, cancellationToken);

    public IAsyncEnumerable<RunSummary> SearchRunsAsync(string mlflowFilter, CancellationToken cancellationToken = default) =>
        SearchAsync(null, mlflowFilter, cancellationToken);

    public async Task<RunSummary?> GetRunAsync(RunId id, CancellationToken cancellationToken = default)
    {
        if (await FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } run)
        {
            return null;
        }

        var experiment = await client.Experiments.FindAsync(run.Info.ExperimentId, cancellationToken).ConfigureAwait(false);
        var artifacts = new List<ArtifactEntry>();
        await foreach (var file in client.Artifacts.ListAllAsync(run.Info.RunId, cancellationToken).ConfigureAwait(false))
        {
            // The server knows no hashes.
            artifacts.Add(new ArtifactEntry(file.Path, "", file.FileSize, "application/octet-stream", Summaries.Time(run.Info.StartTime)));
        }

        return Summaries.Of(run, experiment?.Name ?? run.Info.ExperimentId, id) with { Artifacts = artifacts };
    }

    public async Task<IReadOnlyList<MetricPoint>> ReadPointsAsync(RunId id, MetricKey key, StepRange range = default, CancellationToken cancellationToken = default)
    {
        var points = new List<MetricPoint>();
        if (await FindAsync(id, cancellationToken).ConfigureAwait(false) is { } run)
        {
            await foreach (var metric in client.Runs.GetHistoryAsync(run.Info.RunId, Replication.Names.Of(key, client.Connection.Profile.Limits.Key), cancellationToken).ConfigureAwait(false))
            {
                var point = new MetricPoint(metric.Value, metric.Step, metric.Timestamp * 1000);
                if (range.Contains(point))
                {
                    points.Add(point);
                }
            }
        }

        points.Sort(static (a, b) => a.RawStep != b.RawStep ? a.RawStep.CompareTo(b.RawStep) : a.UnixMicroseconds.CompareTo(b.UnixMicroseconds));
        return points;
    }

    public async Task<IReadOnlyList<MetricBucket>> ReadBucketsAsync(RunId id, MetricKey key, int maxBuckets, StepRange range = default, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxBuckets);
        var points = await ReadPointsAsync(id, key, range, cancellationToken).ConfigureAwait(false);
        var size = Math.Max(1, (points.Count + maxBuckets - 1) / maxBuckets);
        return [.. points.Chunk(size).Select(Summaries.Bucket)];
    }

    public async Task<Stream> OpenArtifactAsync(RunId id, string path, CancellationToken cancellationToken = default)
    {
        var run = await FindAsync(id, cancellationToken).ConfigureAwait(false)
            ?? throw new FileNotFoundException($"{client.Connection.Name} has no run {id}.", path);
        return await client.Artifacts.OpenReadAsync(run.Info.RunId, path, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A server keeps no order among records, so the run comes as one writer's: start, params, tags, points, end. It is not followed.</summary>
    public async IAsyncEnumerable<RecordBatch> ReadRecordsAsync(RunId id, IReadOnlyList<WriterPosition>? after = null, bool follow = false, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (await GetRunAsync(id, cancellationToken).ConfigureAwait(false) is not { } run)
        {
            yield break;
        }

        var records = new List<TrackingRecord>();
        var sequence = 1L;
        void Add(TrackingRecord record)
        {
            records.Add(record with { Sequence = sequence, Time = record.Time == default ? run.StartTime : record.Time });
            sequence += record.Count;
        }

        Add(new RunStarted(run.Experiment, run.Name) { ParentId = run.ParentId, Description = run.Description });
        foreach (var param in run.Params)
        {
            Add(new ParamLogged(param.Key, param.Value));
        }

        foreach (var (key, value) in run.Tags)
        {
            Add(new TagSet(key, value));
        }

        foreach (var metric in run.Metrics)
        {
            var points = await ReadPointsAsync(id, metric.MetricKey, default, cancellationToken).ConfigureAwait(false);
            if (points.Count > 0)
            {
                Add(new MetricsLogged(metric.MetricKey, points.ToArray()));
            }
        }

        if (run.Status != RunStatus.Running)
        {
            Add(new RunEnded(run.Status) { Time = run.EndTime ?? run.LastActivity });
        }

        const string Writer = "00000000";
        var last = after?.FirstOrDefault(p => p.Writer == Writer).Sequence ?? 0;
        if (records.Where(r => r.Sequence > last).ToArray() is { Length: > 0 } fresh)
        {
            yield return new RecordBatch(run.Id, Writer, fresh);
        }
    }

    private async IAsyncEnumerable<RunSummary> SearchAsync(string? experiment, string? filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        if (experiment is not null)
        {
            if (await client.Experiments.FindByNameAsync(experiment, cancellationToken).ConfigureAwait(false) is { } one)
            {
                names[one.ExperimentId] = one.Name;
            }
        }
        else
        {
            await foreach (var one in client.Experiments.SearchAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                names[one.ExperimentId] = one.Name;
            }
        }

        if (names.Count == 0)
        {
            yield break;
        }

        await foreach (var run in client.Runs.SearchAsync(names.Keys, filter, orderBy: ["attributes.start_time DESC"], cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (RunId.TryParse(run.Info.RunId, out var id))
            {
                yield return Summaries.Of(run, names.GetValueOrDefault(run.Info.ExperimentId, run.Info.ExperimentId), id);
            }
        }
    }

    private async Task<MlflowRun?> FindAsync(RunId id, CancellationToken cancellationToken)
    {
        if (await client.Runs.FindAsync(id.ToString(), cancellationToken).ConfigureAwait(false) is { } direct)
        {
            return direct;
        }

        var experiments = new List<string>();
        await foreach (var one in client.Experiments.SearchAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            experiments.Add(one.ExperimentId);
        }

        return experiments.Count == 0 ? null
            : await client.Runs.SearchAsync(experiments, $"tags.{Replication.MlflowTarget.RunIdTag} = '{id}'", cancellationToken: cancellationToken).FirstAsync(cancellationToken).ConfigureAwait(false);
    }
}

using System.Security.Cryptography;
using System.Text;
using ModelTracking.Artifacts;
using ModelTracking.Reading;
using ModelTracking.Records;

namespace ModelTracking.Backends;

/// <summary>
/// Writes runs from elsewhere with their own times. The same run twice is written once: the second time adds what is new and
/// doubles nothing. Thread-safe as long as each run is written by one thread.
/// </summary>
/// <param name="target">Where to.</param>
/// <param name="reader">Reads what is there already: the target's own reader.</param>
/// <param name="timeProvider">The clock. Default: the system's.</param>
public sealed class RunImporter(ITrackingBackend target, IRunReader reader, TimeProvider? timeProvider = null)
{
    private const int PointsPerRecord = 8192;

    /// <summary>The identity of a run that is known by other words elsewhere, for example tracker, project and number: always the same for the same words.</summary>
    public static RunId IdOf(params string[] words) =>
        RunId.Parse(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', words))))[..RunId.Length].ToLowerInvariant());

    /// <summary>Writes a run, or what of it is not there yet.</summary>
    /// <exception cref="IOException">The target, or one of the run's files, refuses.</exception>
    public async Task<ImportOutcome> WriteAsync(ImportedRun run, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        var known = await reader.GetRunAsync(run.Id, cancellationToken).ConfigureAwait(false);
        var (start, end) = Times(run, known);
        var records = new List<TrackingRecord>();
        if (known is null)
        {
            records.Add(new RunStarted(run.Experiment, run.Name)
            {
                ParentId = run.ParentId,
                Description = run.Description,
                ForkedFrom = run.ForkedFrom,
                ForkStep = run.ForkStep,
                Time = start,
            });
            records.AddRange(run.Others.Select(o => o.Time == default ? o with { Time = start } : o));
        }

        var values = Facts(run, known, start, records) + Values(run, known, start, records) + Artifacts(run, known, end, records);
        var points = 0L;
        var alone = run.LastValues.Where(l => !run.Points.ContainsKey(l.Key) && known?.Metric(l.Key) is null).Select(l => KeyValuePair.Create(l.Key, new List<MetricPoint> { l.Value }));
        foreach (var (metric, all) in run.Points.Concat(alone).OrderBy(p => p.Key))
        {
            var added = known is null ? all : await MissingAsync(run.Id, metric, all, cancellationToken).ConfigureAwait(false);
            points += added.Count;
            records.AddRange(added.Chunk(PointsPerRecord).Select(c => new MetricsLogged(metric, c) { Time = c[^1].Time }));
        }

        if (records.Count > 0 || values > 0)
        {
            records.Add(new RunEnded(run.Status) { Error = run.Error, Time = end });
            var writer = new RecordWriter(target, run.Id);
            foreach (var record in records)
            {
                await writer.AddAsync(record, cancellationToken).ConfigureAwait(false);
            }

            await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }

        return new ImportOutcome(run.Id, known is null, points, values);
    }

    private (DateTimeOffset Start, DateTimeOffset End) Times(ImportedRun run, RunSummary? known)
    {
        var points = run.Points.Values.SelectMany(p => p).Concat(run.LastValues.Values).ToArray();
        var start = run.StartTime ?? known?.StartTime ?? (points.Length > 0 ? points.Min(p => p.Time) : (timeProvider ?? TimeProvider.System).GetUtcNow());
        var end = run.EndTime ?? known?.EndTime ?? (points.Length > 0 ? points.Max(p => p.Time) : start);
        return (start, end < start ? start : end);
    }

    // The first import may have known less: points alone, for example.
    private static int Facts(ImportedRun run, RunSummary? known, DateTimeOffset start, List<TrackingRecord> records)
    {
        var before = records.Count;
        if (known is not null && start < known.StartTime)
        {
            records.Add(new RunStarted(known.Experiment, known.Name)
            {
                ParentId = known.ParentId ?? run.ParentId,
                Description = known.Description,
                ForkedFrom = known.ForkedFrom ?? run.ForkedFrom,
                ForkStep = known.ForkStep ?? run.ForkStep,
                Time = start,
            });
        }

        if (known is { Description: null } && run.Description is { Length: > 0 } description)
        {
            records.Add(new RunRenamed { Description = description, Time = start });
        }

        var endsOtherwise = known is not null && (Weight(run.Status) > Weight(known.Status) || known.EndTime < run.EndTime);
        return records.Count - before + (endsOtherwise ? 1 : 0);
    }

    // A run that failed for one of its sources has failed.
    private static int Weight(RunStatus status) => status switch { RunStatus.Failed => 3, RunStatus.Killed => 2, RunStatus.Finished => 1, _ => 0 };

    private static int Values(ImportedRun run, RunSummary? known, DateTimeOffset time, List<TrackingRecord> records)
    {
        var before = records.Count;
        foreach (var (key, value) in run.Params)
        {
            var old = known?.Param(key);
            if (old is null || old != value)
            {
                records.Add(new ParamLogged(key, value) { IsCorrection = old is not null, Reason = old is null ? null : "imported again", Time = time });
            }
        }

        records.AddRange(run.Tags.Where(t => known?.Tags.GetValueOrDefault(t.Key) != t.Value).Select(t => new TagSet(t.Key, t.Value) { Time = time }));
        return records.Count - before;
    }

    private static int Artifacts(ImportedRun run, RunSummary? known, DateTimeOffset time, List<TrackingRecord> records)
    {
        var added = 0;
        foreach (var (path, open) in run.Artifacts)
        {
            using var stream = open();
            var hash = Convert.ToHexString(SHA256.HashData(stream)).ToLowerInvariant();
            if (known?.Artifacts.Any(a => a.Path == path && a.Hash == hash) != true)
            {
                records.Add(new ArtifactLogged(path, hash, stream.Length, MediaTypes.Guess(path)) { Time = time, Content = new ArtifactContent(hash, stream.Length, open) });
                added++;
            }
        }

        return added;
    }

    private async Task<List<MetricPoint>> MissingAsync(RunId run, MetricKey metric, List<MetricPoint> points, CancellationToken cancellationToken)
    {
        var known = (await reader.ReadPointsAsync(run, metric, cancellationToken: cancellationToken).ConfigureAwait(false)).Select(Identity).ToHashSet();
        return points.FindAll(p => !known.Contains(Identity(p)));
    }

    private static (long, long, long) Identity(MetricPoint point) => (point.RawStep, point.UnixMicroseconds, BitConverter.DoubleToInt64Bits(point.Value));
}

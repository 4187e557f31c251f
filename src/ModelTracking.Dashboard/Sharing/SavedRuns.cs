using ModelTracking.Dashboard.Api;
using ModelTracking.Dashboard.Json;
using ModelTracking.Dashboard.Series;
using ModelTracking.Reading;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Sharing;

/// <summary>Takes runs into a saved page with all that its pages show of them, each thing once. Not thread-safe.</summary>
internal sealed class SavedRuns(IRunReader reader, TimeProvider time)
{
    private const int Buckets = 400;
    private const int MaxSeries = 2000;

    private readonly Dictionary<RunId, RunSummary> _runs = [];
    private readonly Dictionary<string, NestedDto> _nested = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LinesDto> _logs = new(StringComparer.Ordinal);
    private readonly Dictionary<(RunId Run, MetricKey Metric), (SeriesHeadDto, IReadOnlyList<MetricBucket>)> _series = [];
    private readonly SavedArtifacts _artifacts = new(reader);
    private int _seriesLeftOut;

    /// <summary>Takes in what a run is, and those of its series that are wanted.</summary>
    public async Task AddAsync(RunSummary run, Func<MetricSummary, bool> isWanted, CancellationToken cancellationToken)
    {
        _runs.TryAdd(run.Id, run);
        foreach (var metric in run.Metrics.Where(m => m.Count > 1 && isWanted(m) && !_series.ContainsKey((run.Id, m.MetricKey))))
        {
            if (_series.Count == MaxSeries)
            {
                _seriesLeftOut++;
                continue;
            }

            var buckets = await reader.ReadBucketsAsync(run.Id, metric.MetricKey, Buckets, cancellationToken: cancellationToken);
            _series[(run.Id, metric.MetricKey)] = (new SeriesHeadDto(run.Id.ToString(), metric.Key, metric.Context.ToString(), buckets.Count, metric.Count), buckets);
        }
    }

    /// <summary>Takes in one artifact of a run.</summary>
    public Task AddAsync(RunSummary run, ArtifactEntry artifact, CancellationToken cancellationToken) => _artifacts.AddAsync(run, artifact, cancellationToken);

    /// <summary>Takes in all of a run.</summary>
    public async Task AddAsync(RunSummary run, CancellationToken cancellationToken)
    {
        await AddAsync(run, static _ => true, cancellationToken);
        foreach (var artifact in run.Artifacts)
        {
            await _artifacts.AddAsync(run, artifact, cancellationToken);
        }

        _nested[run.Id.ToString()] = await RunApi.NestedAsync(reader, run.Id, time, cancellationToken);
        _logs[run.Id.ToString()] = await LogApi.ReadLogAsync(reader, run.Id, [], cancellationToken) with { HasMore = false };
    }

    /// <summary>What was taken in.</summary>
    /// <param name="page">The page that is shown first.</param>
    /// <param name="leftOut">What else was left out.</param>
    /// <param name="cancellationToken">Ends the writing of series.</param>
    public async Task<SavedDto> ToDtoAsync(string page, IEnumerable<string> leftOut, CancellationToken cancellationToken)
    {
        using var frame = new MemoryStream();
        await SeriesFrame.WriteAsync(frame, [.. _series.Values], cancellationToken);
        return new SavedDto
        {
            Version = AboutApi.Version,
            Time = RunMapping.Time(time.GetUtcNow()),
            Page = page,
            Runs = [.. _runs.Values.Select(RunMapping.Of)],
            Series = frame.ToArray(),
            Nested = _nested,
            Logs = _logs,
            Texts = _artifacts.Texts,
            Tables = _artifacts.Tables,
            Images = _artifacts.Images,
            LeftOut = [.. leftOut, .. _seriesLeftOut > 0 ? [$"{_seriesLeftOut} metrics"] : (string[])[], .. _artifacts.LeftOut],
        };
    }
}

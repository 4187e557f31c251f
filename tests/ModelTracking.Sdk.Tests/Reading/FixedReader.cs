using System.Runtime.CompilerServices;
using ModelTracking.Reading;
using ModelTracking.Records;

namespace ModelTracking.Tests.Reading;

/// <summary>A reader of runs that stand in the test.</summary>
internal sealed class FixedReader(params RunSummary[] runs) : IRunReader
{
    public Dictionary<(RunId, MetricKey), MetricPoint[]> Points { get; } = [];

    public int PointReads { get; private set; }

    public async IAsyncEnumerable<RunSummary> ListRunsAsync(string? experiment = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var run in runs.OrderByDescending(r => r.StartTime).ThenBy(r => r.Id))
        {
            yield return run;
        }

        await Task.CompletedTask;
    }

    public Task<RunSummary?> GetRunAsync(RunId id, CancellationToken cancellationToken = default) => Task.FromResult(runs.FirstOrDefault(r => r.Id == id));

    public Task<IReadOnlyList<MetricPoint>> ReadPointsAsync(RunId id, MetricKey key, StepRange range = default, CancellationToken cancellationToken = default)
    {
        PointReads++;
        return Task.FromResult<IReadOnlyList<MetricPoint>>([.. Points.GetValueOrDefault((id, key), []).Where(p => range.Contains(p))]);
    }

    public Task<IReadOnlyList<MetricBucket>> ReadBucketsAsync(RunId id, MetricKey key, int maxBuckets, StepRange range = default, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<Stream> OpenArtifactAsync(RunId id, string path, CancellationToken cancellationToken = default) => throw new FileNotFoundException();

    public IAsyncEnumerable<RecordBatch> ReadRecordsAsync(RunId id, IReadOnlyList<WriterPosition>? after = null, bool follow = false, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}

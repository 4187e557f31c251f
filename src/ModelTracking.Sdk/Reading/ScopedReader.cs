using System.Runtime.CompilerServices;
using ModelTracking.Reading.Catalog;
using ModelTracking.Reading.Evaluation;
using ModelTracking.Reading.Filters;
using ModelTracking.Records;

namespace ModelTracking.Reading;

/// <summary>A reader for somebody who may see some experiments alone: runs of others are as if they were not there.</summary>
internal sealed class ScopedReader(IRunReader all, Func<string, bool> isVisible) : IRunReader, IProvideTables
{
    public async IAsyncEnumerable<RunSummary> ListRunsAsync(string? experiment = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var run in all.ListRunsAsync(experiment, cancellationToken).ConfigureAwait(false))
        {
            if (isVisible(run.Experiment))
            {
                yield return run;
            }
        }
    }

    public async Task<RunSummary?> GetRunAsync(RunId id, CancellationToken cancellationToken = default) =>
        await all.GetRunAsync(id, cancellationToken).ConfigureAwait(false) is { } run && isVisible(run.Experiment) ? run : null;

    public async Task<IReadOnlyList<MetricPoint>> ReadPointsAsync(RunId id, MetricKey key, StepRange range = default, CancellationToken cancellationToken = default) =>
        await IsVisibleAsync(id, cancellationToken).ConfigureAwait(false) ? await all.ReadPointsAsync(id, key, range, cancellationToken).ConfigureAwait(false) : [];

    public async Task<IReadOnlyList<MetricBucket>> ReadBucketsAsync(RunId id, MetricKey key, int maxBuckets, StepRange range = default, CancellationToken cancellationToken = default) =>
        await IsVisibleAsync(id, cancellationToken).ConfigureAwait(false) ? await all.ReadBucketsAsync(id, key, maxBuckets, range, cancellationToken).ConfigureAwait(false) : [];

    public async Task<Stream> OpenArtifactAsync(RunId id, string path, CancellationToken cancellationToken = default) =>
        await IsVisibleAsync(id, cancellationToken).ConfigureAwait(false)
            ? await all.OpenArtifactAsync(id, path, cancellationToken).ConfigureAwait(false)
            : throw new FileNotFoundException($"There is no run {id}.", path);

    public async IAsyncEnumerable<RecordBatch> ReadRecordsAsync(RunId id, IReadOnlyList<WriterPosition>? after = null, bool follow = false, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (!await IsVisibleAsync(id, cancellationToken).ConfigureAwait(false))
        {
            yield break;
        }

        await foreach (var batch in all.ReadRecordsAsync(id, after, follow, cancellationToken).ConfigureAwait(false))
        {
            yield return batch;
        }
    }

    async Task<IReadOnlyList<IRunTable>> IProvideTables.ReadTablesAsync(CancellationToken cancellationToken)
    {
        var tables = await new QueryRunner(all, TimeProvider.System).AllTablesAsync(cancellationToken).ConfigureAwait(false);
        return [.. tables.Select(t => SubsetTable.Of(t, Field.Experiment, c => c.ToObject() is string experiment && isVisible(experiment)))];
    }

    private async Task<bool> IsVisibleAsync(RunId id, CancellationToken cancellationToken) => await GetRunAsync(id, cancellationToken).ConfigureAwait(false) is not null;
}

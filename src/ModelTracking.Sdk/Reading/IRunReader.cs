using ModelTracking.Records;

namespace ModelTracking.Reading;

/// <summary>
/// Reads runs back, wherever they are kept. Everything that shows runs (the tool, a dashboard, search, export) uses
/// only this. Implementations are thread-safe and see what was written up to the call.
/// </summary>
public interface IRunReader
{
    /// <summary>All runs, newest first. A run that cannot be read is left out and reported by the implementation, never thrown.</summary>
    /// <param name="experiment">Only runs of this experiment; null for all.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    IAsyncEnumerable<RunSummary> ListRunsAsync(string? experiment = null, CancellationToken cancellationToken = default);

    /// <summary>One run, or null where there is none with this identity.</summary>
    Task<RunSummary?> GetRunAsync(RunId id, CancellationToken cancellationToken = default);

    /// <summary>Points of a series in order of step, then time; empty where the run has no such series.</summary>
    Task<IReadOnlyList<MetricPoint>> ReadPointsAsync(RunId id, MetricKey key, StepRange range = default, CancellationToken cancellationToken = default);

    /// <summary>A series as at most <paramref name="maxBuckets"/> buckets, in which no extreme and no NaN is lost.</summary>
    Task<IReadOnlyList<MetricBucket>> ReadBucketsAsync(RunId id, MetricKey key, int maxBuckets, StepRange range = default, CancellationToken cancellationToken = default);

    /// <summary>Opens an artifact's bytes, which are checked against their hash while they are read.</summary>
    /// <exception cref="FileNotFoundException">The run has no such artifact, or its bytes are gone.</exception>
    Task<Stream> OpenArtifactAsync(RunId id, string path, CancellationToken cancellationToken = default);

    /// <summary>
    /// Every record after a position, in order within each writer; with <paramref name="follow"/> goes on as new ones
    /// come, until the run has ended. Positions survive the rewriting of finished runs.
    /// </summary>
    /// <param name="id">The run.</param>
    /// <param name="after">How far the caller has read each writer; null from the beginning.</param>
    /// <param name="follow">Whether to wait for more.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    IAsyncEnumerable<RecordBatch> ReadRecordsAsync(RunId id, IReadOnlyList<WriterPosition>? after = null, bool follow = false, CancellationToken cancellationToken = default);
}

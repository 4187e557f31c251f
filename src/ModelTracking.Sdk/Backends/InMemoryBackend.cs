using System.Runtime.CompilerServices;
using ModelTracking.Artifacts;
using ModelTracking.Reading;
using ModelTracking.Records;

namespace ModelTracking.Backends;

/// <summary>
/// Keeps runs in memory: for unit tests of training code, and for notebooks. What it holds can be read after the client
/// was disposed. Thread-safe.
/// </summary>
public sealed class InMemoryBackend : ITrackingBackend, IRunReader, IHoldObjects
{
    private readonly Dictionary<RunId, InMemoryRun> _runs = [];
    private readonly MemoryObjectStore _objects = new();

    IObjectStore IHoldObjects.Objects => _objects;

    /// <inheritdoc />
    public ValueTask WriteAsync(RecordBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        foreach (var content in batch.Records.OfType<ArtifactLogged>().Select(a => a.Content).OfType<ArtifactContent>())
        {
            if (!_objects.Contains(content.Hash))
            {
                using var bytes = content.OpenRead();
                _objects.Put(bytes, null, cancellationToken);
            }
        }

        lock (_runs)
        {
            if (!_runs.TryGetValue(batch.RunId, out var run))
            {
                _runs[batch.RunId] = run = new InMemoryRun(batch.RunId);
            }

            run.Add(batch);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<RunSummary> ListRunsAsync(string? experiment = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        RunSummary[] runs;
        lock (_runs)
        {
            runs = [.. _runs.Values.Select(r => r.Summarize())];
        }

        foreach (var run in runs.OrderByDescending(r => r.StartTime).ThenBy(r => r.Id))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (experiment is null || run.Experiment == experiment)
            {
                yield return run;
            }
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc />
    public Task<RunSummary?> GetRunAsync(RunId id, CancellationToken cancellationToken = default) =>
        Task.FromResult(Read(id, run => run.Summarize()));

    /// <inheritdoc />
    public Task<IReadOnlyList<MetricPoint>> ReadPointsAsync(RunId id, MetricKey key, StepRange range = default, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<MetricPoint>>(Read(id, run => run.Points(key, range)) ?? []);

    /// <inheritdoc />
    public Task<IReadOnlyList<MetricBucket>> ReadBucketsAsync(RunId id, MetricKey key, int maxBuckets, StepRange range = default, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxBuckets);
        return Task.FromResult<IReadOnlyList<MetricBucket>>(MetricBuckets.Of(Read(id, run => run.Points(key, range)) ?? [], maxBuckets));
    }

    /// <inheritdoc />
    public async Task<Stream> OpenArtifactAsync(RunId id, string path, CancellationToken cancellationToken = default)
    {
        var run = await GetRunAsync(id, cancellationToken).ConfigureAwait(false);
        var artifact = run?.Artifacts.FirstOrDefault(a => a.Path == path) ?? throw new FileNotFoundException($"Run {id} has no artifact '{path}'.", path);
        return _objects.OpenRead(artifact.Hash);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<RecordBatch> ReadRecordsAsync(RunId id, IReadOnlyList<WriterPosition>? after = null, bool follow = false, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var positions = (after ?? []).ToDictionary(p => p.Writer, p => p.Sequence, StringComparer.Ordinal);
        while (true)
        {
            var goesOn = follow && Read(id, run => run.Summarize()) is { Status: RunStatus.Running };
            foreach (var batch in Read(id, run => run.After([.. positions.Select(p => new WriterPosition(p.Key, p.Value))])) ?? [])
            {
                positions[batch.Writer] = batch.LastSequence;
                yield return batch;
            }

            if (!goesOn)
            {
                yield break;
            }

            // It looks again, as the reader of a store does; a test that follows a run should not wait long for it.
            await Task.Delay(10, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Does nothing: what was kept stays readable.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private T? Read<T>(RunId id, Func<InMemoryRun, T> read)
        where T : class
    {
        lock (_runs)
        {
            return _runs.TryGetValue(id, out var run) ? read(run) : null;
        }
    }
}

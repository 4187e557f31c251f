using System.Runtime.CompilerServices;
using ModelTracking.Artifacts;
using ModelTracking.Diagnostics;
using ModelTracking.Journal;
using ModelTracking.Reading.Catalog;
using ModelTracking.Reading.Evaluation;
using ModelTracking.Records;

namespace ModelTracking.Reading;

/// <summary>Reads runs out of a store's folder. What another process writes is seen by the next call.</summary>
internal sealed class StoreReader : IRunReader, IProvideTables
{
    /// <summary>How often a live run is looked at for new records.</summary>
    private static readonly TimeSpan FollowInterval = TimeSpan.FromMilliseconds(100);

    private readonly StoreLayout _layout;
    private readonly IObjectStore _objects;
    private readonly TrackingDiagnostics _diagnostics;
    private readonly TimeProvider _time;
    private readonly RunJournal _journal;
    private readonly RunCatalog _catalog;

    public StoreReader(StoreLayout layout, IJournalFiles files, IObjectStore objects, TrackingDiagnostics diagnostics, TimeProvider time)
    {
        _layout = layout;
        _objects = objects;
        _diagnostics = diagnostics;
        _time = time;
        _journal = new RunJournal(files, time, Report);
        _catalog = new RunCatalog(new RunFolders(layout, _journal, TryRead), new CatalogFolder(layout.Catalog, files), new TouchMarks(layout), time);
    }

    public async IAsyncEnumerable<RunSummary> ListRunsAsync(string? experiment = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var ids = StoreLayout.RunsIn(_layout.Runs).ToArray();
        var runs = new RunSummary?[ids.Length];
        await Task.Run(
            () => Parallel.For(0, ids.Length, new ParallelOptions { CancellationToken = cancellationToken }, i => runs[i] = TryRead(ids[i])),
            cancellationToken).ConfigureAwait(false);
        foreach (var run in runs.OfType<RunSummary>().OrderByDescending(r => r.StartTime).ThenBy(r => r.Id))
        {
            if (experiment is null || run.Experiment == experiment)
            {
                yield return run;
            }
        }
    }

    Task<IReadOnlyList<IRunTable>> IProvideTables.ReadTablesAsync(CancellationToken cancellationToken) => _catalog.ReadAsync(cancellationToken);

    public Task<RunSummary?> GetRunAsync(RunId id, CancellationToken cancellationToken = default) =>
        Task.Run(() => Folder(id) is { } folder ? _journal.ReadSummary(folder) : null, cancellationToken);

    public Task<IReadOnlyList<MetricPoint>> ReadPointsAsync(RunId id, MetricKey key, StepRange range = default, CancellationToken cancellationToken = default) =>
        Task.Run(() => (IReadOnlyList<MetricPoint>)(Folder(id) is { } folder ? _journal.ReadPoints(folder, key, range) : []), cancellationToken);

    public Task<IReadOnlyList<MetricBucket>> ReadBucketsAsync(RunId id, MetricKey key, int maxBuckets, StepRange range = default, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxBuckets);
        return Task.Run(() => (IReadOnlyList<MetricBucket>)(Folder(id) is { } folder ? _journal.ReadBuckets(folder, key, maxBuckets, range) : []), cancellationToken);
    }

    public async Task<Stream> OpenArtifactAsync(RunId id, string path, CancellationToken cancellationToken = default)
    {
        var run = await GetRunAsync(id, cancellationToken).ConfigureAwait(false);
        var artifact = run?.Artifacts.FirstOrDefault(a => a.Path == path)
            ?? throw new FileNotFoundException($"Run {id} has no artifact '{path}'. 'modeltracking artifacts {id}' lists those there are.", path);
        return _objects.OpenRead(artifact.Hash);
    }

    public async IAsyncEnumerable<RecordBatch> ReadRecordsAsync(RunId id, IReadOnlyList<WriterPosition>? after = null, bool follow = false, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (Folder(id) is not { } folder)
        {
            yield break;
        }

        var follower = _journal.Follow(folder, after);
        while (true)
        {
            foreach (var batch in follower.ReadNew())
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return batch;
            }

            if (!follow || !follower.GoesOn)
            {
                yield break;
            }

            await Task.Delay(FollowInterval, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    private string? Folder(RunId id)
    {
        var folder = _layout.RunFolder(id);
        return Directory.Exists(folder) ? folder : null;
    }

    // One broken run never hides the others.
    private RunSummary? TryRead(RunId id)
    {
        try
        {
            return _journal.ReadSummary(_layout.RunFolder(id));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JournalVersionException)
        {
            _diagnostics.Report(new Trouble(TroubleKind.DamagedJournal, $"Run {id} could not be read: {exception.Message}", "'modeltracking doctor' says what is wrong with it.", exception));
            return null;
        }
    }

    private void Report(JournalProblem problem) =>
        _diagnostics.Report(new Trouble(TroubleKind.DamagedJournal, problem.ToString(), "'modeltracking doctor' says more and repairs it."));
}

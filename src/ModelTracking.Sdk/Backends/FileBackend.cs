using System.Collections.Concurrent;
using ModelTracking.Artifacts;
using ModelTracking.Diagnostics;
using ModelTracking.Journal;
using ModelTracking.Reading;
using ModelTracking.Records;

namespace ModelTracking.Backends;

/// <summary>
/// Keeps runs in a folder: the default backend, which works offline. Any number of processes may use one folder at once;
/// each writes files of its own.
/// </summary>
public sealed class FileBackend : ITrackingBackend, IHoldObjects, ISyncsApart
{
    /// <summary>A second of logging at any speed but the highest, so that the sync each second is the only one.</summary>
    private const int UnsyncedBytes = 32 << 20;

    private readonly ConcurrentDictionary<(RunId Run, string Writer), JournalWriter> _writers = new();
    private readonly ConcurrentDictionary<RunId, Task> _sealing = new();
    private readonly StoreLayout _layout;
    private readonly IJournalFiles _files;
    private readonly TrackingDiagnostics _diagnostics;
    private readonly TimeProvider _time;
    private readonly FileObjectStore _objects;
    private readonly TouchMarks _touched;

    /// <summary>Opens the store in a folder, and makes it where there is none.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="diagnostics">Hears of trouble that does not stop a write. Default: nobody.</param>
    /// <param name="timeProvider">The clock. Default: the system's.</param>
    /// <exception cref="TrackingException">The folder cannot be written, or is a newer store.</exception>
    public FileBackend(string folder, TrackingDiagnostics? diagnostics = null, TimeProvider? timeProvider = null)
        : this(folder, diagnostics, timeProvider, JournalFiles.Real)
    {
    }

    internal FileBackend(string folder, TrackingDiagnostics? diagnostics, TimeProvider? timeProvider, IJournalFiles files)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        _layout = StoreMarker.OpenOrCreate(folder);
        _diagnostics = diagnostics ?? new TrackingDiagnostics();
        _time = timeProvider ?? TimeProvider.System;
        _files = files;
        _objects = new FileObjectStore(_layout.Objects, files.SyncFolder);
        _touched = new TouchMarks(_layout);
        Reader = new StoreReader(_layout, files, _objects, _diagnostics, _time);
    }

    /// <summary>The store's folder, as a full path.</summary>
    public string Folder => _layout.Root;

    /// <summary>Reads the store.</summary>
    public IRunReader Reader { get; }

    IObjectStore IHoldObjects.Objects => _objects;

    /// <inheritdoc />
    public ValueTask WriteAsync(RecordBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Adopt(batch);
        var writer = WriterOf(batch);
        if (batch.Records.Count > 0)
        {
            writer.Append(batch.Records);
        }
        else if (!batch.IsLast)
        {
            writer.Heartbeat();
        }

        if (batch.Durable || batch.IsLast)
        {
            Sync(batch.RunId, batch.Writer);
        }

        if (batch.IsLast)
        {
            writer.Dispose();
            _writers.TryRemove((batch.RunId, batch.Writer), out _);
            _sealing.AddOrUpdate(batch.RunId, Seal, (run, before) => before.ContinueWith(_ => Seal(run), TaskScheduler.Default).Unwrap());
        }

        return ValueTask.CompletedTask;
    }

    void ISyncsApart.Sync(RunId run, string writer) => Sync(run, writer);

    /// <summary>Closes the files and waits for finished runs to be sealed.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var writer in _writers.Values)
        {
            writer.Dispose();
        }

        _writers.Clear();
        await Task.WhenAll(_sealing.Values).ConfigureAwait(false);
    }

    /// <summary>How far those writers of a run have come that write no more.</summary>
    internal IReadOnlyList<WriterPosition> EndedPositions(RunSummary run)
    {
        var folder = _layout.RunFolder(run.Id);
        var alive = Liveness.AliveWriters(folder, _files.List(folder), JournalContext.Create(_files, _time));
        return [.. run.Positions.Where(p => !alive.Contains(p.Writer))];
    }

    private JournalWriter WriterOf(RecordBatch batch)
    {
        var key = (batch.RunId, batch.Writer);
        if (!_writers.TryGetValue(key, out var writer))
        {
            _writers[key] = writer = JournalWriter.Open(_layout.RunFolder(batch.RunId), batch.RunId, batch.Writer, _files, new JournalWriterOptions { Time = _time, UnsyncedBytes = UnsyncedBytes });

            // After its lock is taken and before it writes: see TouchMarks.
            _touched.Add(batch.RunId, batch.Writer);
        }

        return writer;
    }

    private void Sync(RunId run, string writer)
    {
        if (!_writers.TryGetValue((run, writer), out var journal))
        {
            return;
        }

        journal.SyncBeside();
        // A deleted file can still be written to on Unix, and all of it would be lost without a word.
        var folder = _layout.RunFolder(run);
        if (!File.Exists(Path.Combine(folder, JournalNames.Lock(writer))) && _writers.TryRemove((run, writer), out _))
        {
            journal.Dispose();
            throw new IOException($"the run's folder '{folder}' was deleted while it was written; what it held is gone");
        }
    }

    // The client stores artifacts here before it logs them; only a backend beside it has its bytes elsewhere.
    private void Adopt(RecordBatch batch)
    {
        foreach (var artifact in batch.Records.OfType<ArtifactLogged>())
        {
            if (artifact.Content is { } content && !_objects.Contains(artifact.Hash))
            {
                using var bytes = content.OpenRead();
                _objects.Put(bytes, null, CancellationToken.None);
            }
        }
    }

    // In the background: the delivery loop has other runs to look after.
    private Task Seal(RunId run) => Task.Run(() =>
    {
        try
        {
            Sealer.Seal(_layout.RunFolder(run), _files, _time);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            _diagnostics.Report(new Trouble(TroubleKind.SealingFailed, $"Run {run} could not be rewritten in its compact form: {exception.Message}", "Nothing is lost; 'modeltracking doctor --repair' tries again.", exception));
        }
    });
}

using ModelTracking.Artifacts;
using ModelTracking.Artifacts.Pieces;
using ModelTracking.Diagnostics;
using ModelTracking.Journal;
using ModelTracking.Reading;
using ModelTracking.Records;

namespace ModelTracking.Backends;

/// <summary>
/// Looks after a store in a folder: reads it, checks and repairs it, deletes runs, brings them back and removes them for
/// good. Throws ordinary exceptions. Safe beside programs that are logging; thread-safe.
/// </summary>
public sealed class FileStore
{
    private readonly StoreLayout _layout;
    private readonly FileObjectStore _objects;
    private readonly TimeProvider _time;
    private readonly RunJournal _journal;
    private readonly JournalDoctor _doctor;

    private FileStore(StoreLayout layout, TrackingDiagnostics diagnostics, TimeProvider time)
    {
        _layout = layout;
        _time = time;
        _objects = new FileObjectStore(layout.Objects);
        _journal = new RunJournal(JournalFiles.Real, time);
        _doctor = new JournalDoctor(JournalFiles.Real, time);
        Reader = new StoreReader(layout, JournalFiles.Real, _objects, diagnostics, time);
        DeletedReader = new StoreReader(layout.OfDeleted(), JournalFiles.Real, _objects, diagnostics, time);
    }

    /// <summary>The store's folder, as a full path.</summary>
    public string Folder => _layout.Root;

    /// <summary>Reads the store's runs; deleted ones are not among them.</summary>
    public IRunReader Reader { get; }

    /// <summary>Reads the runs in the trash.</summary>
    public IRunReader DeletedReader { get; }

    /// <summary>Opens a store that exists.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="diagnostics">Hears of damaged runs. Default: nobody.</param>
    /// <param name="timeProvider">The clock. Default: the system's.</param>
    /// <exception cref="TrackingException">There is no store, or a newer version made it.</exception>
    public static FileStore Open(string folder, TrackingDiagnostics? diagnostics = null, TimeProvider? timeProvider = null) =>
        new(StoreMarker.Open(folder), diagnostics ?? new TrackingDiagnostics(), timeProvider ?? TimeProvider.System);

    /// <summary>Moves a run to the trash. Its artifacts stay until <see cref="CollectGarbage"/>.</summary>
    /// <exception cref="TrackingException">There is no such run, or a program is writing to it.</exception>
    public void Delete(RunId id)
    {
        var folder = _layout.RunFolder(id);
        if (!Directory.Exists(folder))
        {
            throw new TrackingException($"There is no run {id} in this store.");
        }

        if (_journal.IsLive(folder))
        {
            throw new TrackingException($"A program is writing to run {id}. End it first, then delete the run.");
        }

        Directory.CreateDirectory(_layout.Trash);
        Directory.Move(folder, _layout.TrashFolder(id));
        Directory.SetLastWriteTimeUtc(_layout.TrashFolder(id), _time.GetUtcNow().UtcDateTime);
    }

    /// <summary>Brings a deleted run back.</summary>
    /// <exception cref="TrackingException">The run is not in the trash.</exception>
    public void Restore(RunId id)
    {
        if (!Directory.Exists(_layout.TrashFolder(id)))
        {
            throw new TrackingException($"Run {id} is not in the trash; it may have been removed for good.");
        }

        Directory.Move(_layout.TrashFolder(id), _layout.RunFolder(id));
    }

    /// <summary>Deleted runs that can be brought back, the one deleted last first.</summary>
    public IReadOnlyList<DeletedRun> ListDeleted() =>
        [.. StoreLayout.RunsIn(_layout.Trash).Select(ReadDeleted).OrderByDescending(d => d.DeletedAt)];

    /// <summary>
    /// Removes runs that have been in the trash for a while, and objects that no run, branch, tag or model version reaches, for good.
    /// Programs may go on logging and committing meanwhile.
    /// </summary>
    /// <param name="olderThan">Only what was deleted, or let go of by a branch or model, at least this long ago.</param>
    /// <param name="dryRun">Only says what would be removed.</param>
    public GarbageReport CollectGarbage(TimeSpan olderThan, bool dryRun = false)
    {
        var limit = _time.GetUtcNow() - olderThan;
        var runs = ListDeleted().Where(d => d.DeletedAt <= limit).Select(d => d.Id).ToArray();
        var kept = new HashSet<string>(StringComparer.Ordinal);
        foreach (var folder in StoreLayout.RunsIn(_layout.Runs).Select(_layout.RunFolder)
            .Concat(StoreLayout.RunsIn(_layout.Trash).Except(runs).Select(_layout.TrashFolder)))
        {
            kept.UnionWith(HashesIn(folder));
        }

        // Twice: the first look is long and holds nobody up; the second, under the lock, sees what was committed meanwhile.
        VersionRoots.AddReachable(_layout, _objects, limit, kept);
        using var held = Directory.Exists(_layout.Versions) ? StoreLock.Take(_layout.VersionsLock, _time) : null;
        VersionRoots.AddReachable(_layout, _objects, limit, kept);

        // A program may have stored an object whose record or commit is still on its way: young objects stay.
        var youngest = _time.GetUtcNow() - TimeSpan.FromHours(1);
        var old = _objects.Enumerate().Where(o => !kept.Contains(o.Hash) && _objects.WrittenAt(o.Hash) <= youngest).ToArray();
        var going = old.Select(o => o.Hash).ToHashSet(StringComparer.Ordinal);
        foreach (var piece in _objects.Enumerate().Where(o => !going.Contains(o.Hash)).SelectMany(o => _objects.PiecesOf(o.Hash) ?? []))
        {
            kept.Add(piece.Hash);
        }

        var objects = old.Where(o => !kept.Contains(o.Hash)).ToArray();
        if (!dryRun)
        {
            foreach (var run in runs)
            {
                Directory.Delete(_layout.TrashFolder(run), recursive: true);
            }

            foreach (var garbage in objects.Where(o => _objects.WrittenAt(o.Hash) <= youngest))
            {
                _objects.Delete(garbage.Hash);
            }

            _objects.DeleteTemporaries(youngest);
        }

        return new GarbageReport(runs, objects.Length, objects.Sum(o => o.Length));
    }

    /// <summary>
    /// Keeps large artifacts and model files that share at least 30 % of their bytes with others in pieces, each piece once: checkpoints of a
    /// net whose greater part is frozen, data that grows. They are read as before. Reads every large object; programs may go on meanwhile.
    /// </summary>
    /// <param name="dryRun">Only says what would be won.</param>
    public CompactReport Compact(bool dryRun = false)
    {
        var (objects, before, after) = new ObjectCompactor(_objects).Run(dryRun);
        return new CompactReport(objects, before, after);
    }

    /// <summary>Verifies every run's files and, if asked, every artifact's bytes.</summary>
    /// <param name="withArtifacts">Reads all artifacts too, which takes as long as reading them takes.</param>
    /// <returns>What is wrong; empty for a sound store.</returns>
    public IReadOnlyList<StoreProblem> Check(bool withArtifacts = false)
    {
        var problems = new List<StoreProblem>();
        foreach (var id in StoreLayout.RunsIn(_layout.Runs))
        {
            problems.AddRange(_doctor.Check(_layout.RunFolder(id)).Select(p => Problem(id, p)));
            problems.AddRange(CheckArtifacts(id, withArtifacts));
        }

        return problems;
    }

    /// <summary>
    /// Repairs what <see cref="Check"/> finds in the runs' files: keeps every sound record, sets damaged parts aside as
    /// <c>*.broken</c>, removes left-overs, seals finished runs. Runs that are being written are left alone.
    /// </summary>
    /// <returns>What was done.</returns>
    public IReadOnlyList<StoreProblem> Repair() =>
        [.. StoreLayout.RunsIn(_layout.Runs).SelectMany(id => _doctor.Repair(_layout.RunFolder(id)).Select(p => Problem(id, p)))];

    private StoreProblem Problem(RunId id, JournalProblem problem) =>
        new(id, $"{Path.GetRelativePath(Folder, problem.File)}: {problem.What}", problem.Remedy);

    private DeletedRun ReadDeleted(RunId id)
    {
        var folder = _layout.TrashFolder(id);
        var summary = _journal.ReadSummary(folder);
        return new DeletedRun(id, summary?.Experiment ?? "", summary?.Name ?? "", Directory.GetLastWriteTimeUtc(folder));
    }

    private IEnumerable<string> HashesIn(string folder) =>
        _journal.ReadRecords(folder).SelectMany(b => b.Records).OfType<ArtifactLogged>().Select(a => a.Hash);

    private IEnumerable<StoreProblem> CheckArtifacts(RunId id, bool readBytes)
    {
        foreach (var artifact in _journal.ReadSummary(_layout.RunFolder(id))?.Artifacts ?? [])
        {
            if (Damage(artifact, readBytes) is { } damage)
            {
                yield return new StoreProblem(id, $"artifact '{artifact.Path}': {damage}", "Restore the file in 'objects' from a backup, or log the artifact again.");
            }
        }
    }

    private string? Damage(ArtifactEntry artifact, bool readBytes)
    {
        if (!_objects.Contains(artifact.Hash))
        {
            return "its bytes are missing";
        }

        if (!readBytes)
        {
            return null;
        }

        try
        {
            using var stream = _objects.OpenRead(artifact.Hash);
            stream.CopyTo(Stream.Null);
            return null;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }
}

using ModelTracking.Journal;
using ModelTracking.Reading.Evaluation;
using ModelTracking.Records;

namespace ModelTracking.Reading.Catalog;

/// <summary>
/// The runs of a store as tables, kept in files beside the runs so that a query reads no run. A copy: what is missing or
/// out of date is read from the runs, and all of it may be deleted. Any number of processes may use it at once; thread-safe.
/// </summary>
/// <remarks>
/// A run that no program writes to stands in a segment. Runs that are being written, and the few that ended since the last
/// segment was written, are kept in memory. A program leaves a mark when it begins to write to a run (see
/// <see cref="TouchMarks"/>), so a look at the marks tells which runs to read again. When a process opens the catalog it
/// also compares the time of every run's folder, in case someone copied files by hand.
/// </remarks>
internal sealed class RunCatalog(RunFolders runs, CatalogFolder files, TouchMarks touched, TimeProvider time)
{
    private const int RowsPerSegment = 4096;
    private const int WorthWriting = 64;
    private const int WorthWaiting = 1024;
    private const long MaxLoadedBytes = 256 << 20;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly object _gate = new();
    private readonly Dictionary<RunId, CatalogRow> _unwritten = [];
    private readonly HashSet<string> _seenMarks = new(StringComparer.Ordinal);
    private List<CatalogSegment> _segments = [];
    private Dictionary<RunId, (int Segment, int Row)> _index = [];
    private HashSet<RunId> _listed = [];
    private IReadOnlyList<IRunTable>? _tables;
    private string? _manifest;
    private long _listTime = -1;

    /// <summary>The runs as they are now. No run is in two tables.</summary>
    public Task<IReadOnlyList<IRunTable>> ReadAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            lock (_gate)
            {
                return Refresh(cancellationToken);
            }
        },
        cancellationToken);

    private IReadOnlyList<IRunTable> Refresh(CancellationToken cancellationToken)
    {
        // Marks first: a program that leaves one later is noticed the next time.
        var marks = touched.Read();
        Reload();
        Relist();
        var pending = Pending(marks);
        using var held = pending.Count >= WorthWaiting ? WaitForLock(cancellationToken) : null;
        if (held is not null && Reload())
        {
            // Another process has done the work in the meantime.
            pending = Pending(marks);
        }

        var chunks = pending.Chunk(RowsPerSegment).ToArray();
        for (var i = 0; i < chunks.Length; i++)
        {
            Read(chunks[i], cancellationToken);
            Write(marks, held, isLast: i == chunks.Length - 1);
        }

        _seenMarks.Clear();
        _seenMarks.UnionWith(marks.Select(m => m.Name));
        touched.Remove(marks.Where(m => !_listed.Contains(m.Run)));
        if (_segments.Sum(s => s.LoadedBytes) > MaxLoadedBytes)
        {
            _segments.ForEach(s => s.Unload());
        }

        return _tables ??= Tables();
    }

    // True where the segments in force have changed.
    private bool Reload()
    {
        var manifest = files.ReadManifest();
        if (manifest == _manifest)
        {
            return false;
        }

        var isFirst = _manifest is null;
        _manifest = manifest;
        var opened = manifest.Length == 0 ? [] : files.Open(manifest) ?? [];

        // Queries under way read on from the old segments; their files are let go of by the garbage collector.
        _segments = opened;
        _index = new Dictionary<RunId, (int Segment, int Row)>(opened.Sum(s => s.Count));
        for (var s = 0; s < opened.Count; s++)
        {
            for (var row = 0; row < opened[s].Count; row++)
            {
                _index[opened[s].Id(row)] = (s, row);
            }
        }

        if (isFirst)
        {
            ForgetChangedFolders();
        }

        foreach (var id in _unwritten.Where(u => !u.Value.IsLive && _index.ContainsKey(u.Key)).Select(u => u.Key).ToArray())
        {
            _unwritten.Remove(id);
        }

        _tables = null;
        return true;
    }

    private void ForgetChangedFolders()
    {
        using var folders = runs.OpenTimes();
        for (var s = 0; s < _segments.Count; s++)
        {
            var (segment, number) = (_segments[s], s);
            var times = segment.ReadFolderTimes();
            var changed = new bool[segment.Count];
            Parallel.For(0, segment.Count, row => changed[row] = !folders.IsFrom(segment.Id(row), times[row]));
            for (var row = 0; row < changed.Length; row++)
            {
                if (changed[row] && _index.GetValueOrDefault(segment.Id(row)) == (number, row))
                {
                    _index.Remove(segment.Id(row));
                }
            }
        }
    }

    private void Relist()
    {
        var listTime = runs.ListTime;
        if (listTime == _listTime)
        {
            return;
        }

        var before = _listed;
        _listed = runs.List();
        _listTime = listTime;
        foreach (var back in before.Count == 0 ? [] : _listed.Where(id => !before.Contains(id)))
        {
            // Brought back from the trash: what is known of it may be older than what was deleted.
            _index.Remove(back);
        }

        _tables = null;
        foreach (var gone in _unwritten.Keys.Where(id => !_listed.Contains(id)).ToArray())
        {
            _unwritten.Remove(gone);
        }
    }

    // Runs that stand nowhere, that a program has begun to write to, and that were being written when last looked at.
    private HashSet<RunId> Pending(IReadOnlyList<TouchMark> marks)
    {
        var pending = _unwritten.Where(u => u.Value.IsLive).Select(u => u.Key).ToHashSet();
        pending.UnionWith(marks.Where(m => !_seenMarks.Contains(m.Name)).Select(m => m.Run));
        if (_tables is null)
        {
            pending.UnionWith(_listed.Where(id => !_index.ContainsKey(id) && !_unwritten.ContainsKey(id)));
        }

        return pending;
    }

    private void Read(RunId[] ids, CancellationToken cancellationToken)
    {
        var rows = new CatalogRow[ids.Length];
        Parallel.For(0, ids.Length, new ParallelOptions { CancellationToken = cancellationToken }, i => rows[i] = runs.Read(ids[i], _unwritten.GetValueOrDefault(ids[i])));
        for (var i = 0; i < ids.Length; i++)
        {
            var known = _unwritten.GetValueOrDefault(ids[i]);
            if (!ReferenceEquals(known, rows[i]))
            {
                _unwritten[ids[i]] = rows[i];
                _tables = null;
            }
        }
    }

    private void Write(IReadOnlyList<TouchMark> marks, IDisposable? held, bool isLast)
    {
        var ready = _unwritten.Values.Where(r => r is { IsLive: false, Run: not null }).ToArray();
        if (ready.Length < WorthWriting)
        {
            return;
        }

        using var taken = held is null ? files.TryLock() : null;
        if ((held ?? taken) is null)
        {
            if (!files.IsWritable())
            {
                Append(CatalogFolder.WriteToMemory(Rows(ready)));
            }

            return;
        }

        if (Reload())
        {
            // Another process has just written: the next look takes it into account.
            return;
        }

        try
        {
            Append(files.Write(Rows(ready)));
            var replaced = isLast ? Merge() : [];
            _manifest = files.Commit(_segments);
            replaced.ForEach(files.Remove);
            var written = ready.Select(r => r.Run!.Id).ToHashSet();
            touched.Remove(marks.Where(m => written.Contains(m.Run)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            // Begin again with the files as they are: the catalog is a copy.
            _manifest = null;
        }
    }

    private static SummaryRows Rows(IEnumerable<CatalogRow> ready) => new(ready.Select(r => (r.Run!, r.FolderTime)));

    private void Append(CatalogSegment written)
    {
        for (var row = 0; row < written.Count; row++)
        {
            _unwritten.Remove(written.Id(row));
            _index[written.Id(row)] = (_segments.Count, row);
        }

        _segments = [.. _segments, written];
        _tables = null;
    }

    // Gives back the segments that another has taken the place of.
    private List<CatalogSegment> Merge()
    {
        var from = MergeFrom(_segments);
        var merged = _segments.GetRange(from, _segments.Count - from);
        if (merged.Count == 1)
        {
            return [];
        }

        var one = files.Write(new MergedRows(merged, (s, row) => _index.GetValueOrDefault(merged[s].Id(row), (-1, 0)) == (from + s, row) && _listed.Contains(merged[s].Id(row))));
        _segments = [.. _segments.GetRange(0, from), one];
        for (var row = 0; row < one.Count; row++)
        {
            _index[one.Id(row)] = (from, row);
        }

        return merged;
    }

    // Segments of about the same size become one, so there are never more than a few and each row is written a few times.
    private static int MergeFrom(List<CatalogSegment> segments)
    {
        var from = segments.Count - 1;
        long rows = segments[from].Count;
        while (from > 0 && segments[from - 1].Count <= 2 * rows)
        {
            rows += segments[--from].Count;
        }

        return from;
    }

    private List<IRunTable> Tables()
    {
        var tables = new List<IRunTable>();
        for (var s = 0; s < _segments.Count; s++)
        {
            var segment = _segments[s];
            var rows = new List<int>(segment.Count);
            for (var row = 0; row < segment.Count; row++)
            {
                var id = segment.Id(row);
                if (_index.TryGetValue(id, out var place) && place == (s, row) && _listed.Contains(id) && !_unwritten.ContainsKey(id))
                {
                    rows.Add(row);
                }
            }

            tables.Add(rows.Count == segment.Count ? segment : new VisibleRows(segment, [.. rows]));
        }

        tables.Add(new SummaryTable([.. _unwritten.Values.Select(r => r.Run).OfType<RunSummary>()]));
        return tables;
    }

    private IDisposable? WaitForLock(CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + Patience;
        while (true)
        {
            var held = files.TryLock();
            if (held is not null || time.GetUtcNow() >= until || !files.IsWritable())
            {
                return held;
            }

            cancellationToken.WaitHandle.WaitOne(Poll);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}

using System.Text.Json;
using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>
/// Writes the journal of one run for one writing process: segments that only it writes, and a lock file that shows it
/// lives. One caller at a time, but for <see cref="SyncBeside"/>.
/// </summary>
/// <remarks>
/// After a failed write or sync a file handle is never used again: what a later sync of the same handle says is not to
/// be believed. Everything since the last good sync is kept in memory and written again into the next segment;
/// readers drop what they see twice.
/// </remarks>
internal sealed class JournalWriter : IDisposable
{
    private const int IdleBufferBytes = 256 << 10;
    private readonly object _gate = new();
    private readonly string _folder;
    private readonly RunId _run;
    private readonly string _writer;
    private readonly IJournalFiles _files;
    private readonly JournalWriterOptions _options;
    private readonly DateTimeOffset _opened;
    private readonly IJournalLock _lock;
    private readonly SeriesTable _series = new();
    private readonly ByteBuffer _unsynced = new();
    private readonly ByteBuffer _head = new();
    private readonly RecordEncoder _encoder;
    private IJournalFile? _segment;
    private int _number;
    private bool _folderChanged;
    private bool _suspect;
    private bool _disposed;

    private JournalWriter(string folder, RunId run, string writer, IJournalFiles files, JournalWriterOptions options, DateTimeOffset opened, IJournalLock held)
    {
        _folder = folder;
        _run = run;
        _writer = writer;
        _files = files;
        _options = options;
        _opened = opened;
        _lock = held;
        _encoder = new RecordEncoder(_unsynced, _series);
    }

    /// <summary>The last record that was accepted by <see cref="Append"/>; 0 before the first.</summary>
    public long LastSequence { get; private set; }

    /// <summary>The last record that a <see cref="Sync"/> made safe against a power cut.</summary>
    public long SyncedSequence { get; private set; }

    /// <summary>Creates the run's folder and takes the writer's lock. Segments are created with the first record.</summary>
    /// <exception cref="IOException">The folder cannot be written, or another process holds the writer's lock.</exception>
    public static JournalWriter Open(
        string runFolder, RunId run, string writer, IJournalFiles files, JournalWriterOptions? options = null)
    {
        options ??= new JournalWriterOptions();
        files.CreateFolder(runFolder);
        var now = WriterOrder.AfterOthers(runFolder, files, options);
        var owner = new SegmentHeader(FrameHeader.Version, run, writer, 0, options.Host, options.Pid, options.ProcessStart, now, now);
        var content = JsonSerializer.SerializeToUtf8Bytes(owner, JournalJson.Default.SegmentHeader);
        var held = files.OpenLock(Path.Combine(runFolder, JournalNames.Lock(writer)), content);
        var opened = new JournalWriter(runFolder, run, writer, files, options, now, held) { _folderChanged = true };
        try
        {
            opened.GoOn();
            return opened;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Writes records. Those at or before <see cref="LastSequence"/> are passed over, so a retry is harmless.</summary>
    /// <exception cref="IOException">Nothing of the batch counts as written; the next call begins a new segment.</exception>
    public void Append(IReadOnlyList<TrackingRecord> records)
    {
        lock (_gate)
        {
            AppendNow(records);
        }
    }

    /// <summary>Returns once everything appended survives a power cut.</summary>
    /// <exception cref="IOException">It does not; the next call writes it again into a new segment.</exception>
    public void Sync()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            SyncNow();
        }
    }

    /// <summary>
    /// Returns once everything appended before the call survives a power cut. Unlike the other members it may run on
    /// another thread while the writer goes on: a disk that takes long to sync holds up no append.
    /// </summary>
    /// <exception cref="IOException">It does not survive; what is in doubt is written again into a new segment.</exception>
    public void SyncBeside()
    {
        IJournalFile? segment;
        int covered;
        long last;
        bool folderChanged;
        lock (_gate)
        {
            if (_disposed || _suspect || (_unsynced.Count > 0 && _segment is null))
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                SyncNow();
                return;
            }

            (segment, covered, last, folderChanged) = (_segment, _unsynced.Count, LastSequence, _folderChanged);
            if (covered == 0 && !folderChanged)
            {
                return;
            }

            _folderChanged = false;
        }

        try
        {
            segment?.Sync();
            if (folderChanged)
            {
                _files.SyncFolder(_folder);
            }
        }
        catch (Exception e) when (DiskTrouble.Is(e) || e is ObjectDisposedException)
        {
            lock (_gate)
            {
                _folderChanged |= folderChanged;
                if (SyncedSequence < last && ReferenceEquals(_segment, segment))
                {
                    Abandon(segment?.Length ?? 0);
                }
            }

            throw DiskTrouble.AsIOException(e);
        }

        lock (_gate)
        {
            if (SyncedSequence >= last)
            {
                return;
            }

            if (!ReferenceEquals(_segment, segment))
            {
                throw new IOException("the segment was given up while it was synced");
            }

            SyncedSequence = last;
            _unsynced.Drop(covered);
        }
    }

    /// <summary>Shows machines that see the folder but not the lock that this writer lives.</summary>
    /// <exception cref="IOException">The lock file cannot be touched.</exception>
    public void Heartbeat()
    {
        try
        {
            _lock.Touch(_options.Time.GetUtcNow().UtcDateTime);
        }
        catch (UnauthorizedAccessException e)
        {
            throw DiskTrouble.AsIOException(e);
        }
    }

    /// <summary>Closes the segment and deletes the lock. Syncs nothing, except what an earlier failure left in doubt.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            DisposeNow();
        }
    }

    private void AppendNow(IReadOnlyList<TrackingRecord> records)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_suspect && _unsynced.Count >= _options.UnsyncedBytes)
        {
            // The memory for what is in doubt is used up: first make it safe, or refuse more.
            SyncNow();
        }

        var mark = _unsynced.Count;
        EnsureSegment();
        long last;
        var defined = _encoder.DefinedSeries;
        try
        {
            last = _encoder.Encode(records, LastSequence);
        }
        catch
        {
            _encoder.DefinedSeries = defined;
            _unsynced.Truncate(mark);
            throw;
        }

        if (_unsynced.Count == mark)
        {
            return;
        }

        var good = _segment!.Length;
        try
        {
            _segment.Write(_unsynced.From(mark));
        }
        catch (Exception e) when (DiskTrouble.Is(e))
        {
            _unsynced.Truncate(mark);
            Abandon(good);
            throw DiskTrouble.AsIOException(e);
        }

        LastSequence = last;
        if (_unsynced.Count >= _options.UnsyncedBytes || _segment.Length >= _options.SegmentBytes)
        {
            SyncEarly();
        }
    }

    private void DisposeNow()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        try
        {
            if (_suspect)
            {
                SyncNow();
            }
        }
        catch (IOException)
        {
            // What was accepted stands, unsynced, in the abandoned segment.
        }
        finally
        {
            Close();
            _encoder.Dispose();
            _lock.Dispose();
        }
    }

    private void SyncNow()
    {
        if (_unsynced.Count == 0 && !_folderChanged)
        {
            return;
        }

        if (_unsynced.Count > 0)
        {
            EnsureSegment();
        }

        try
        {
            _segment?.Sync();
            if (_folderChanged)
            {
                _files.SyncFolder(_folder);
                _folderChanged = false;
            }
        }
        catch (Exception e) when (DiskTrouble.Is(e))
        {
            Abandon(_segment?.Length ?? 0);
            throw DiskTrouble.AsIOException(e);
        }

        SyncedSequence = LastSequence;
        _unsynced.Recycle(IdleBufferBytes);
        if (_segment?.Length >= _options.SegmentBytes)
        {
            Close();
        }
    }

    // What went wrong was already a success for the caller (the bytes are written); it comes up again at the next sync.
    private void SyncEarly()
    {
        try
        {
            SyncNow();
        }
        catch (IOException)
        {
            _suspect = true;
        }
    }

    private void EnsureSegment()
    {
        if (_segment is not null)
        {
            return;
        }

        var number = ++_number;
        var path = Path.Combine(_folder, JournalNames.Segment(_writer, number));
        IJournalFile? file = null;
        try
        {
            file = _files.CreateNew(path);
            SegmentHead.Write(
                _head,
                new SegmentHeader(FrameHeader.Version, _run, _writer, number, _options.Host, _options.Pid, _options.ProcessStart, _opened, _options.Time.GetUtcNow()),
                _series);
            file.Write(_head.Written);
            if (_unsynced.Count > 0)
            {
                file.Write(_unsynced.Written);
            }
        }
        catch (Exception e) when (DiskTrouble.Is(e))
        {
            file?.Dispose();
            if (file is not null)
            {
                Discard(path);
            }

            throw DiskTrouble.AsIOException(e);
        }

        _segment = file;
        _folderChanged = true;
        _suspect = false;
        _encoder.DefinedSeries = _series.Count;
    }

    private void Abandon(long good)
    {
        try
        {
            _segment?.SetLength(good);
        }
        catch (Exception e) when (DiskTrouble.Is(e))
        {
            // The torn frame stays; readers stop before it.
        }

        Close();
        _suspect = _unsynced.Count > 0;
    }

    private void Discard(string path)
    {
        try
        {
            _files.Delete(path);
        }
        catch (Exception e) when (DiskTrouble.Is(e))
        {
            // A torn segment more: readers take its good frames, which are repeated in the next one.
        }
    }

    private void Close()
    {
        _segment?.Dispose();
        _segment = null;
    }

    // A writer that comes back (the same process opened the run again) goes on behind its own last record.
    private void GoOn()
    {
        _number = _files.List(_folder)
            .Select(name => JournalNames.TryParseSegment(name, out var writer, out var number) && writer == _writer ? number : 0)
            .DefaultIfEmpty()
            .Max();
        using var snapshot = RunSnapshot.Open(_folder, new JournalContext(_files, _options.Time, _options.Host, null));
        LastSequence = snapshot?.ReadLastSequence(_writer) ?? 0;
        SyncedSequence = LastSequence;
    }
}

using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using ModelTracking.Records;
using ModelTracking.TensorBoard.Files;
using ModelTracking.TensorBoard.Protocol;

namespace ModelTracking.TensorBoard.Import;

/// <summary>Imports event files, run by run.</summary>
internal sealed class TensorBoardImporter(TrackingClient client, TensorBoardImportOptions options)
{
    private readonly List<RunId> _runs = [];
    private readonly List<string> _problems = [];
    private int _upToDate;
    private long _points;
    private long _artifacts;

    public async Task<TensorBoardImportReport> ImportAsync(string root, CancellationToken cancellationToken)
    {
        var experiment = options.Experiment ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)));
        foreach (var folder in EventFolders.Find(root))
        {
            await ImportAsync(folder, experiment, cancellationToken).ConfigureAwait(false);
        }

        return new TensorBoardImportReport { Runs = _runs, UpToDate = _upToDate, Points = _points, Artifacts = _artifacts, Problems = _problems };
    }

    private async Task ImportAsync(EventFolder folder, string experiment, CancellationToken cancellationToken)
    {
        var id = IdOf(folder);
        var known = await client.Reader.GetRunAsync(id, cancellationToken).ConfigureAwait(false);
        var cursor = ImportCursor.Parse(known?.Tags.GetValueOrDefault(ImportCursor.Tag));
        Run? run = null;
        SummaryImporter? importer = null;
        var (earliest, latest) = (long.MaxValue, 0L);
        foreach (var part in folder.All)
        {
            foreach (var path in part.Files)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var name = Path.GetRelativePath(folder.Path, path).Replace('\\', '/');
                var file = new EventFile(path);
                foreach (var read in file.Read(cursor[name]).Where(e => e.Summary is not null))
                {
                    run ??= client.StartRun(experiment, new RunOptions { Id = id, Name = folder.Name, Tags = { ["source"] = "tensorboard" } });
                    importer ??= new SummaryImporter(run, options);
                    earliest = Math.Min(earliest, EventTime.ToMicroseconds(read.WallTime) ?? long.MaxValue);
                    latest = Math.Max(latest, EventTime.ToMicroseconds(read.WallTime) ?? 0);
                    Add(importer, read, part, path);
                }

                cursor[name] = file.Offset;
                if (file.Problem is { } problem)
                {
                    _problems.Add($"{path}: {problem}");
                }
            }
        }

        if (run is null || importer is null)
        {
            _upToDate++;
            return;
        }

        if (earliest != long.MaxValue && (known is null || EventTime.ToTime(earliest) < known.StartTime))
        {
            // The run began when training did, not when it was imported: the earliest start counts.
            run.Log(new RunStarted(experiment, folder.Name) { Time = EventTime.ToTime(earliest) });
        }

        _runs.Add(id);
        _points += importer.Points;
        _artifacts += importer.Artifacts;

        // Only what is stored counts as read.
        await run.FlushAsync(cancellationToken).ConfigureAwait(false);
        run.SetTag(ImportCursor.Tag, cursor.ToString());
        var status = importer.Failed ? RunStatus.Failed : RunStatus.Finished;
        if (latest > 0)
        {
            // It ended when training did; an earlier import may have seen a later event.
            var end = EventTime.ToTime(latest);
            run.Log(new RunEnded(status) { Time = known?.EndTime > end ? known.EndTime.Value : end });
        }

        await run.FinishAsync(status).ConfigureAwait(false);
    }

    private void Add(SummaryImporter importer, Event read, EventFolder part, string path)
    {
        try
        {
            importer.Add(read, part.Context);
        }
        catch (InvalidProtocolBufferException exception)
        {
            _problems.Add($"{path}: hparams that cannot be read: {exception.Message}");
        }
    }

    // Event files are named by time, host and process: that and the folder's name tell a run wherever it is moved.
    private static RunId IdOf(EventFolder folder)
    {
        var name = $"tensorboard\n{Path.GetFileName(folder.Path)}\n{Path.GetFileName(folder.Files[0])}";
        return RunId.Parse(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name))[..(RunId.Length / 2)]));
    }
}

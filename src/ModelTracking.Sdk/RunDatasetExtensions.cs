using ModelTracking.Capture;
using ModelTracking.Capture.Secrets;
using ModelTracking.Diagnostics;
using ModelTracking.Records;

namespace ModelTracking;

/// <summary>Says which data a run uses. Like all logging, these never throw.</summary>
public static class RunDatasetExtensions
{
    /// <summary>
    /// Logs a file or a folder as data of the run: its digest, size and, for <c>.csv</c> and <c>.tsv</c>, columns and rows. It is
    /// read in the background; <see cref="Run.FlushAsync"/> and the run's end wait for it. The data itself is not stored.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="name">The data set's name.</param>
    /// <param name="path">The file or folder.</param>
    /// <param name="options">Context, source and so on. Default: none.</param>
    public static void LogDataset(this Run run, string name, string path, DatasetOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (!Accept(run, name))
        {
            return;
        }

        options ??= new DatasetOptions();
        run.Capture!.Work(() =>
        {
            try
            {
                run.PostAlways(Read(name, path, options));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                var trouble = new Trouble(TroubleKind.ArtifactFailed, $"Data set '{name}' could not be read: {exception.Message}", "Check that the path exists and can be read; then log it again.", exception);
                run.Note(trouble);
                if (run.HasEnded)
                {
                    // The run waits for its data, so there is still room for a word.
                    run.PostAlways(new EventLogged($"trouble.{trouble.Kind}", trouble.ToString()) { Severity = EventSeverity.Warning, Time = DateTimeOffset.UtcNow });
                }
            }
        });
    }

    /// <summary>Logs rows as data of the run: their digest and number. They are read once, before the call returns, and not stored.</summary>
    /// <param name="run">The run.</param>
    /// <param name="name">The data set's name.</param>
    /// <param name="rows">The rows; equal cells in equal order give equal digests.</param>
    /// <param name="options">Context, columns and so on. Default: none.</param>
    public static void LogDataset(this Run run, string name, IEnumerable<IReadOnlyList<object?>> rows, DatasetOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (!Accept(run, name))
        {
            return;
        }

        options ??= new DatasetOptions();
        try
        {
            var (digest, count) = DataDigest.OfRows(rows ?? []);
            run.Log(Record(name, digest, options) with { Rows = options.Rows ?? count });
        }
        catch (Exception exception)
        {
            // The rows are the caller's, and so is what reading them throws; training goes on.
            run.Tell(new Trouble(TroubleKind.InvalidValue, $"The rows of data set '{name}' could not be read: {exception.Message}", "Give rows that can be enumerated, or log the data set with a digest of your own.", exception));
        }
    }

    /// <summary>Logs data of which only a digest (a version, a snapshot's number) is known.</summary>
    /// <param name="run">The run.</param>
    /// <param name="name">The data set's name.</param>
    /// <param name="options">Digest, source and so on.</param>
    public static void LogDataset(this Run run, string name, DatasetOptions options)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(options);
        if (Accept(run, name))
        {
            run.Log(Record(name, options.Digest ?? "", options));
        }
    }

    private static DatasetLogged Read(string name, string path, DatasetOptions options)
    {
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
        {
            var folder = DataDigest.OfFolder(full);
            return Record(name, folder.Digest, options, full) with { Bytes = folder.Bytes };
        }

        var (digest, bytes) = DataDigest.OfFile(full);
        var record = Record(name, digest, options, full) with { Bytes = bytes };
        var table = TextTable.Read(full);
        return table is null ? record : record with
        {
            Rows = record.Rows ?? table.Rows,
            Columns = record.Columns.Count > 0 ? record.Columns : table.Columns,
        };
    }

    private static DatasetLogged Record(string name, string digest, DatasetOptions options, string? path = null) => new(name, options.Digest ?? digest)
    {
        Source = (options.Source ?? path) is { } source ? SecretRules.OfProcess.Redact(RemoteAddress.Strip(source)) : null,
        Context = options.Context,
        Rows = options.Rows,
        Columns = [.. options.Columns],
    };

    private static bool Accept(Run run, string name)
    {
        if (!run.Accepts())
        {
            return false;
        }

        if (KeyRules.Problem(name) is not { } problem)
        {
            return true;
        }

        run.Tell(new Trouble(TroubleKind.InvalidKey, $"The name of a data set was refused: {problem}.", $"Use a name of 1 to {KeyRules.MaxLength} characters without control characters."));
        return false;
    }
}

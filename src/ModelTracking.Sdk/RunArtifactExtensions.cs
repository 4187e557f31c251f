using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelTracking.Artifacts;
using ModelTracking.Delivery;
using ModelTracking.Diagnostics;

namespace ModelTracking;

/// <summary>
/// Stores files and values with a run. The bytes are stored once per content, streamed, and verified when they are
/// read. Like all logging, these never throw; a file that cannot be read stands in the delivery report.
/// </summary>
public static class RunArtifactExtensions
{
    /// <summary>
    /// Stores a file as it is now. Up to 64 MiB it is copied aside at once, so it may be overwritten right away. A larger
    /// one is read in the background: it may be deleted or replaced, but not written to before <see cref="Run.FlushAsync"/> has returned (that is noticed and told).
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="file">Path of the file on disk. A folder is stored with all its files.</param>
    /// <param name="options">Path within the run, step, caption. Default: the file's own name.</param>
    public static void LogArtifact(this Run run, string file, ArtifactOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (Directory.Exists(file))
        {
            run.LogArtifacts(file, options?.Path ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(file)));
            return;
        }

        var path = options?.Path ?? Path.GetFileName(file);
        if (!Accept(run, path, out var normal))
        {
            return;
        }

        try
        {
            var source = new ArtifactSource(file, run.Objects);
            Store(run, normal, options, () => source.Put(options?.Progress));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Fail(run, normal, exception);
        }
    }

    /// <summary>Stores all files of a folder and its subfolders under their relative paths.</summary>
    /// <param name="run">The run.</param>
    /// <param name="folder">The folder on disk; leave its files alone until <see cref="Run.FlushAsync"/> has returned.</param>
    /// <param name="path">Folder within the run. Default: its top.</param>
    public static void LogArtifacts(this Run run, string folder, string? path = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        try
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                var relative = Path.GetRelativePath(folder, file).Replace('\\', '/');
                if (Accept(run, path is null ? relative : $"{path}/{relative}", out var normal))
                {
                    // Opened when its turn comes: a folder may hold more files than a process may open.
                    Store(run, normal, null, () => new ArtifactSource(file, run.Objects).Put(null));
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            Fail(run, path ?? folder, exception);
        }
    }

    /// <summary>Stores a stream, read to its end before the call returns; the caller disposes it.</summary>
    public static void LogArtifact(this Run run, Stream content, string path, ArtifactOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (!Accept(run, path, out var normal))
        {
            return;
        }

        try
        {
            run.Stored(normal, run.Objects.Put(content, options?.Progress, CancellationToken.None), options);
        }
        catch (Exception exception)
        {
            Fail(run, normal, exception);
        }
    }

    /// <summary>Stores bytes. The memory must not change before <see cref="Run.FlushAsync"/> has returned.</summary>
    public static void LogArtifact(this Run run, ReadOnlyMemory<byte> content, string path, ArtifactOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (Accept(run, path, out var normal))
        {
            Store(run, normal, options, () => run.Objects.Put(new ReadOnlyMemoryStream(content), options?.Progress, CancellationToken.None), content.Length);
        }
    }

    /// <summary>Stores text as UTF-8.</summary>
    public static void LogText(this Run run, string text, string path, ArtifactOptions? options = null) =>
        run.LogArtifact(Encoding.UTF8.GetBytes(text ?? ""), path, options);

    /// <summary>Stores a value as JSON, without reflection: give the type's source-generated <see cref="JsonTypeInfo{T}"/>.</summary>
    public static void LogJson<T>(this Run run, T value, string path, JsonTypeInfo<T> typeInfo, ArtifactOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        try
        {
            run.LogArtifact(JsonSerializer.SerializeToUtf8Bytes(value, typeInfo), path, options);
        }
        catch (Exception exception) when (exception is NotSupportedException or JsonException or ArgumentException)
        {
            Fail(run, path, exception);
        }
    }

    /// <summary>Stores a table as JSON (<c>{"columns":[...],"data":[[...]]}</c>) that viewers show as one.</summary>
    /// <param name="run">The run.</param>
    /// <param name="path">Path within the run, ending in <c>.json</c>.</param>
    /// <param name="columns">Column names.</param>
    /// <param name="rows">Rows with one value per column; numbers, booleans and null keep their type.</param>
    /// <param name="options">Step and caption. Default: none.</param>
    public static void LogTable(this Run run, string path, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows, ArtifactOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        try
        {
            run.LogArtifact(TableJson.Write(columns, rows), path, new ArtifactOptions
            {
                Kind = "table",
                MediaType = "application/json",
                Step = options?.Step,
                Caption = options?.Caption,
                Progress = options?.Progress,
            });
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            Fail(run, path, exception);
        }
    }

    private static bool Accept(Run run, string path, out string normal)
    {
        normal = "";
        if (!run.Accepts())
        {
            return false;
        }

        if (ArtifactPath.TryNormalize(path, out normal, out var problem))
        {
            return true;
        }

        run.Tell(new Trouble(TroubleKind.InvalidKey, $"The artifact path '{path}' was refused: {problem}.", "Use a relative path such as 'plots/roc.png'."));
        return false;
    }

    private static void Store(Run run, string path, ArtifactOptions? options, Func<StoredObject> put, long inMemory = 0) => run.Store(new ArtifactJob
    {
        Put = put,
        BytesInMemory = inMemory,
        Stored = stored => run.Stored(path, stored, options),
        Failed = exception => run.Note(Failure(path, exception)),
    });

    private static void Fail(Run run, string path, Exception exception) => run.Tell(Failure(path, exception));

    private static Trouble Failure(string path, Exception exception) =>
        new(TroubleKind.ArtifactFailed, $"Artifact '{path}' could not be stored: {exception.Message}", "Check that the file exists, can be read, and that the disk has room; then log it again.", exception);
}

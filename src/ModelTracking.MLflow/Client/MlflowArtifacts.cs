using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using ModelTracking.MLflow.Connection;
using ModelTracking.Records;
using ModelTracking.Replication;

namespace ModelTracking.MLflow;

/// <summary>Files of runs on a tracking server. Throws <see cref="MlflowException"/>. Thread-safe.</summary>
public sealed class MlflowArtifacts
{
    private readonly MlflowConnection _connection;
    private readonly MlflowRuns _runs;

    internal MlflowArtifacts(MlflowConnection connection, MlflowRuns runs)
    {
        _connection = connection;
        _runs = runs;
        Store = connection.Profile.Artifacts(connection);
    }

    internal Artifacts.IMlflowArtifactStore Store { get; }

    /// <summary>Files and folders directly in a folder of a run; none where there is no such folder.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="path">The folder. Default: the run's root.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<MlflowFile>> ListAsync(string runId, string? path = null, CancellationToken cancellationToken = default)
    {
        var files = new List<MlflowFile>();
        string? token = null;
        do
        {
            var answer = await _connection.GetAsync(Query.Api + "artifacts/list", Query.Of(("run_id", runId), ("path", string.IsNullOrEmpty(path) ? null : path), ("page_token", token)), cancellationToken).ConfigureAwait(false);
            files.AddRange((answer.Files ?? []).Where(f => IsInside(f.Path)));
            token = Paging.Next(token, new MlflowPage<MlflowFile>(answer.Files ?? [], answer.NextPageToken));
        }
        while (token is not null);
        return files;
    }

    /// <summary>All files of a run, with those in its folders.</summary>
    public async IAsyncEnumerable<MlflowFile> ListAllAsync(string runId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        const int MostFolders = 10_000;
        var seen = new HashSet<string>(StringComparer.Ordinal) { "" };
        var folders = new Queue<string>(seen);
        while (folders.TryDequeue(out var folder))
        {
            foreach (var file in await ListAsync(runId, folder, cancellationToken).ConfigureAwait(false))
            {
                // A server may list a folder in itself for ever.
                if (!file.IsDir)
                {
                    yield return file;
                }
                else if (seen.Count < MostFolders && seen.Add(file.Path))
                {
                    folders.Enqueue(file.Path);
                }
            }
        }
    }

    /// <summary>Opens a file's bytes.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public async Task<Stream> OpenReadAsync(string runId, string path, CancellationToken cancellationToken = default) =>
        await Store.OpenReadAsync(await RunAsync(runId, cancellationToken).ConfigureAwait(false), path, cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Writes a file, or a folder with all that is in it, into a folder on this machine. Paths that lead out of that folder are left out; a file of which
    /// the server sends more than it had said is given up, so that it cannot fill the disk.
    /// </summary>
    /// <returns>The files written.</returns>
    public async Task<IReadOnlyList<string>> DownloadAsync(string runId, string? path, string folder, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var run = await RunAsync(runId, cancellationToken).ConfigureAwait(false);
        var written = new List<string>();
        await foreach (var file in ListAllAsync(runId, cancellationToken).ConfigureAwait(false))
        {
            if (!string.IsNullOrEmpty(path) && file.Path != path && !file.Path.StartsWith(path.TrimEnd('/') + "/", StringComparison.Ordinal))
            {
                continue;
            }

            var target = Path.GetFullPath(Path.Combine(folder, file.Path));
            if (!target.StartsWith(Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                continue;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await FetchAsync(run, file, target, cancellationToken).ConfigureAwait(false);
            written.Add(target);
        }

        return written;
    }

    // Beside its place until it is whole: what is cut off never looks like a file.
    private async Task FetchAsync(MlflowRunInfo run, MlflowFile file, string target, CancellationToken cancellationToken)
    {
        var part = $"{target}.{Guid.NewGuid():N}.part";

        // Some stores of files tell no sizes.
        var most = file.FileSize > 0 ? file.FileSize : long.MaxValue;
        try
        {
            using var content = await Store.OpenReadAsync(run, file.Path, cancellationToken).ConfigureAwait(false);
            var copy = new FileStream(part, FileMode.CreateNew, FileAccess.Write);
            await using (copy.ConfigureAwait(false))
            {
                var buffer = new byte[1 << 16];
                int read;
                while ((read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
                {
                    if (copy.Length + read > most)
                    {
                        throw new MlflowException($"The server sends more than the {file.FileSize} bytes that it had said '{file.Path}' has. If the file is still being written, try again later.");
                    }

                    await copy.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                }
            }

            File.Move(part, target, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Stores a file of this machine under a path of a run.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="file">The file.</param>
    /// <param name="path">Its path in the run. Default: its name.</param>
    /// <param name="progress">Told the bytes sent so far. Default: nobody.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task UploadAsync(string runId, string file, string? path = null, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(file);
        var run = await RunAsync(runId, cancellationToken).ConfigureAwait(false);
        string hash;
        var content = File.OpenRead(file);
        await using (content.ConfigureAwait(false))
        {
            hash = Convert.ToHexString(await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false)).ToLowerInvariant();
        }

        var bytes = new ArtifactContent(hash, new FileInfo(file).Length, () => File.OpenRead(file));
        await Store.UploadAsync(run, new ArtifactUpload(path ?? Path.GetFileName(file), bytes) { Progress = progress, IsFirstOfPath = false }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether a path that a server names stays inside the run: relative, without <c>..</c>, drives and control characters.</summary>
    internal static bool IsInside(string? path) =>
        !string.IsNullOrEmpty(path) && path[0] is not ('/' or '\\') && !path.Any(c => char.IsControl(c) || c is '\\' or ':')
        && !path.Split('/').Any(p => p is "" or "." or "..");

    private async Task<MlflowRunInfo> RunAsync(string runId, CancellationToken cancellationToken) =>
        (await _runs.FindAsync(runId, cancellationToken).ConfigureAwait(false))?.Info
        ?? throw new MlflowException($"{_connection.Name} has no run '{runId}'.") { ErrorCode = "RESOURCE_DOES_NOT_EXIST" };
}

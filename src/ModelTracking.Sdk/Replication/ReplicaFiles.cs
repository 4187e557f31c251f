using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ModelTracking.Journal;
using ModelTracking.Records;

namespace ModelTracking.Replication;

/// <summary>
/// Cursor files of one target in a store's folder: <c>replicas/TARGET/RUN.json</c>, written aside, synced and renamed, beside a
/// lock per run and its quarantined records. Thread-safe.
/// </summary>
internal sealed class ReplicaFiles
{
    private const string ModelsFile = "models.cursor";
    private readonly string _folder;
    private readonly object _gate = new();

    private ReplicaFiles(string folder, string target)
    {
        _folder = folder;
        Target = target;
    }

    public string Target { get; }

    /// <summary>The files of a target, made with their first use.</summary>
    public static ReplicaFiles Of(string store, string target) => new(Path.Combine(store, "replicas", FolderName(target)), target);

    /// <summary>The targets that a store's runs were ever sent to.</summary>
    public static IReadOnlyList<ReplicaFiles> All(string store)
    {
        var root = Path.Combine(store, "replicas");
        return !Directory.Exists(root) ? [] :
            [.. Directory.EnumerateDirectories(root)
                .Select(f => (Folder: f, Name: Read(Path.Combine(f, "target.json"), ReplicationJson.Default.TargetFile)?.Target))
                .Where(f => f.Name is not null)
                .Select(f => new ReplicaFiles(f.Folder, f.Name!))
                .OrderBy(f => f.Target, StringComparer.Ordinal)];
    }

    public ReplicaState Load(RunId run) =>
        Read(StatePath(run), ReplicationJson.Default.ReplicaState) is { Format: <= ReplicaState.CurrentFormat } state && state.Run == run
            ? state
            : new ReplicaState { Target = Target, Run = run };

    /// <summary>Replaces the cursor in one step; it survives a power cut.</summary>
    public void Save(ReplicaState state)
    {
        lock (_gate)
        {
            Create();
            Replace(StatePath(state.Run), state, ReplicationJson.Default.ReplicaState);
        }
    }

    public ModelCursor LoadModels() => Read(Path.Combine(_folder, ModelsFile), ReplicationJson.Default.ModelCursor) ?? new ModelCursor([]);

    public void SaveModels(ModelCursor cursor)
    {
        lock (_gate)
        {
            Create();
            Replace(Path.Combine(_folder, ModelsFile), cursor, ReplicationJson.Default.ModelCursor);
        }
    }

    /// <summary>Takes the run's lock, or null where another process is sending it. The system lets go of it when a process dies.</summary>
    public IDisposable? TryLock(RunId run)
    {
        Create();
        try
        {
            return new FileStream(Path.Combine(_folder, run + ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Quarantine(RunId run, QuarantinedRecord record)
    {
        lock (_gate)
        {
            Create();
            var line = JsonSerializer.Serialize(record, ReplicationJson.Default.QuarantinedRecord);
            File.AppendAllText(QuarantinePath(run), line + "\n");
        }
    }

    public IReadOnlyList<QuarantinedRecord> Quarantined(RunId run)
    {
        var path = QuarantinePath(run);
        return !File.Exists(path) ? [] :
            [.. File.ReadLines(path).Where(l => l.Length > 0).Select(l => JsonSerializer.Deserialize(l, ReplicationJson.Default.QuarantinedRecord)!)];
    }

    public IEnumerable<RunId> Runs() => !Directory.Exists(_folder) ? [] :
        Directory.EnumerateFiles(_folder, "*.json").Select(f => RunId.TryParse(Path.GetFileNameWithoutExtension(f), out var id) ? id : default).Where(id => !id.IsEmpty);

    private string StatePath(RunId run) => Path.Combine(_folder, run + ".json");

    private string QuarantinePath(RunId run) => Path.Combine(_folder, run + ".quarantine.jsonl");

    private void Create()
    {
        var marker = Path.Combine(_folder, "target.json");
        if (!File.Exists(marker))
        {
            Directory.CreateDirectory(_folder);
            File.WriteAllText(marker, JsonSerializer.Serialize(new TargetFile(Target), ReplicationJson.Default.TargetFile));
        }
    }

    private static void Replace<T>(string path, T content, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        var temporary = path + ".tmp";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 4096))
        {
            JsonSerializer.Serialize(file, content, type);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    private static T? Read<T>(string path, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), type);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            // Lost or damaged: the replica is found by its tag again, and what is there is looked up before it is sent.
            return null;
        }
    }

    private static string FolderName(string target)
    {
        var plain = new string([.. target.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '_')]);
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(target)))[..8].ToLowerInvariant();
        return $"{(plain.Length > 60 ? plain[..60] : plain)}-{hash}";
    }
}

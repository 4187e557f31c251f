using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelTracking.Artifacts;
using ModelTracking.Diagnostics;
using ModelTracking.Records;
using ModelTracking.Versioning.Sources;
using ModelTracking.Versioning.Storage;

namespace ModelTracking.Versioning;

/// <summary>
/// Says what a commit holds. It begins with what the branch holds: what is named here replaces that, everything else
/// stays. Throws ordinary exceptions for files that are not there. Used by one thread, within the call that gave it.
/// </summary>
public sealed class CommitBuilder
{
    private readonly SortedDictionary<(TreePart Part, string Key), TreeElement> _entries;
    private readonly CommitStore _store;
    private readonly VersionContext _context;
    private readonly List<Action<Commit>> _committed = [];
    private readonly HashSet<(TreePart Part, string Key)> _said = [];
    private CapturedRun? _run;
    private bool _wantsCode;
    private bool _wantsEnvironment;

    internal CommitBuilder(VersionTree parent, CommitStore store, VersionContext context)
    {
        _entries = new(Comparer<(TreePart Part, string Key)>.Create(static (a, b) => a.Part != b.Part ? a.Part.CompareTo(b.Part) : string.CompareOrdinal(a.Key, b.Key)));
        foreach (var entry in parent.Entries)
        {
            _entries[(entry.Part, entry.Key)] = entry.Element;
        }

        _store = store;
        _context = context;
        Author = context.Author;
    }

    internal string Author { get; private set; }

    internal RunId? Run { get; private set; }

    internal IReadOnlyList<Action<Commit>> Committed => _committed;

    /// <summary>Replaces a section of the configuration; nested dictionaries become <c>section.a.b</c>.</summary>
    /// <param name="section">Its name.</param>
    /// <param name="values">Keys and values; numbers, booleans and null keep their type.</param>
    public CommitBuilder Config(string section, IEnumerable<KeyValuePair<string, object?>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return ReplaceConfig(section, ConfigValues.Flatten(VersionNames.Check(section, "section"), values));
    }

    /// <summary>Replaces a section of the configuration by an options object, without reflection: give its source-generated <see cref="JsonTypeInfo{T}"/>.</summary>
    public CommitBuilder Config<T>(string section, T options, JsonTypeInfo<T> typeInfo) =>
        ReplaceConfig(section, ConfigValues.Flatten(VersionNames.Check(section, "section"), JsonSerializer.SerializeToElement(options, typeInfo)));

    /// <summary>Sets one configuration value; its full key is given.</summary>
    public CommitBuilder Set(string key, object? value) => Put(TreePart.Config, Key(key), new ValueElement(ParamValue.From(value)));

    /// <summary>
    /// Takes up the code: git commit and uncommitted changes as a patch (nothing that looks like a secret) or, where there is no git, the
    /// source files. A commit that comes from a run takes the state that the run was started from.
    /// </summary>
    public CommitBuilder Code()
    {
        _wantsCode = true;
        return this;
    }

    /// <summary>Takes up the code of a folder as it is now: its git state or, where there is no git, its source files.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public CommitBuilder Code(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        folder = Path.GetFullPath(folder);
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"There is no folder '{folder}' to take the code from.");
        }

        Clear(TreePart.Code);
        _said.Add((TreePart.Code, ""));
        if (_context.Code?.Capture(folder) is { } git)
        {
            return Put(TreePart.Code, "git", new GitElement(git.Commit)
            {
                Remote = git.Remote,
                Patch = git.Patch.IsEmpty ? null : new FileElement(_store.Put(git.Patch.ToArray()), git.Patch.Length),
                LeftOut = git.LeftOut,
            });
        }

        foreach (var file in SourceFiles.In(folder))
        {
            Put(TreePart.Code, Path.GetRelativePath(folder, file).Replace('\\', '/'), DatasetReader.PutFile(file, _store.Objects));
        }

        return this;
    }

    /// <summary>Takes up a dataset: its digest, size and rows, and its bytes on request.</summary>
    /// <param name="name">Its name in the commit, for example <c>train</c>.</param>
    /// <param name="path">A file or a folder.</param>
    /// <param name="options">More about it. Default: see <see cref="DatasetPartOptions"/>.</param>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    public CommitBuilder Dataset(string name, string path, DatasetPartOptions? options = null) =>
        Say(TreePart.Datasets, Key(name), DatasetReader.Read(path, options ?? new DatasetPartOptions(), _store));

    /// <summary>Takes up a dataset whose digest is known already: a table of a database, a query.</summary>
    public CommitBuilder Dataset(string name, DatasetElement dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return Say(TreePart.Datasets, Key(name), dataset with { IsStored = false, IsFolder = false });
    }

    /// <summary>Takes up runtime, packages and machine: this process', or, in a commit that comes from a run, that run's.</summary>
    public CommitBuilder Environment()
    {
        _wantsEnvironment = true;
        return this;
    }

    /// <summary>Takes up an environment that is described by values, for example <c>runtime</c> and <c>package/NAME</c>.</summary>
    public CommitBuilder Environment(IEnumerable<KeyValuePair<string, ParamValue>> values)
    {
        Clear(TreePart.Environment);
        _said.Add((TreePart.Environment, ""));
        foreach (var (key, value) in values ?? [])
        {
            Put(TreePart.Environment, Key(key), new ValueElement(value));
        }

        return this;
    }

    /// <summary>Takes up a model's file, or all files of a folder; earlier files of that model go.</summary>
    /// <param name="name">The model's name in the commit, without slashes.</param>
    /// <param name="path">A file or a folder.</param>
    /// <param name="options">More about it. Default: what its format tells.</param>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    public CommitBuilder Model(string name, string path, ModelPartOptions? options = null)
    {
        var files = Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Select(f => (Path.GetRelativePath(path, f).Replace('\\', '/'), f))
            : File.Exists(path) ? [(Path.GetFileName(path), path)]
            : throw new FileNotFoundException($"There is no file or folder '{path}' to take up as model '{name}'.", path);
        return Model(name, files.Select(f => KeyValuePair.Create(f.Item1, DatasetReader.PutFile(f.Item2, _store.Objects))).ToArray(), options);
    }

    /// <summary>Takes up a model that is written to a stream, for example by <c>mlContext.Model.Save</c>.</summary>
    /// <param name="name">The model's name in the commit, without slashes.</param>
    /// <param name="fileName">The file it becomes.</param>
    /// <param name="save">Writes the model; the stream can seek and stays open.</param>
    /// <param name="options">More about it. Default: what its format tells.</param>
    public CommitBuilder Model(string name, string fileName, Action<Stream> save, ModelPartOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(save);
        using var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        save(file);
        file.Position = 0;
        var stored = _store.Objects.Put(file, null, CancellationToken.None);
        return Model(name, [KeyValuePair.Create(fileName, new FileElement(stored.Hash, stored.Length))], options);
    }

    /// <summary>Takes up a measured value.</summary>
    public CommitBuilder Metric(string key, double value, MetricGoal goal = MetricGoal.None) => Put(TreePart.Metrics, Key(key), new MetricElement(value, goal));

    /// <summary>
    /// Says which run this comes from, and takes up its metrics (the best value where a goal is declared, else the last), as
    /// section <c>params</c> its parameters, and what it captured: code, environment, datasets. What is named besides goes before.
    /// </summary>
    public CommitBuilder From(RunSummary run)
    {
        ArgumentNullException.ThrowIfNull(run);
        Run = run.Id;
        _run = new CapturedRun(run, _store.Objects);
        Clear(TreePart.Metrics);
        foreach (var metric in run.Metrics.Where(m => m.Count > 0))
        {
            Metric(metric.MetricKey.ToString(), metric.Best ?? metric.Last, metric.Goal);
        }

        return run.Params.Count == 0 ? this : ReplaceConfig("params", run.Params.Select(p => KeyValuePair.Create($"params.{p.Key}", p.Value)));
    }

    /// <summary>Takes up model files that a run logged as artifacts; nothing is copied.</summary>
    /// <param name="name">The model's name in the commit, without slashes.</param>
    /// <param name="run">The run.</param>
    /// <param name="path">The artifact, or a folder of artifacts.</param>
    /// <param name="options">More about it. Default: what its format tells.</param>
    /// <exception cref="FileNotFoundException">The run has no such artifact.</exception>
    public CommitBuilder Model(string name, RunSummary run, string path, ModelPartOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(path);
        var files = run.Artifacts.Where(a => a.Path == path || a.Path.StartsWith(path.TrimEnd('/') + "/", StringComparison.Ordinal))
            .Select(a => KeyValuePair.Create(a.Path == path ? Path.GetFileName(path) : a.Path[(path.TrimEnd('/').Length + 1)..], new FileElement(a.Hash, a.Length))).ToArray();
        return files.Length > 0
            ? Model(name, files, options ?? new CapturedRun(run, _store.Objects).Model(path))
            : throw new FileNotFoundException($"Run {run.Id} has no artifact '{path}'. It has: {(run.Artifacts.Count == 0 ? "none" : string.Join(", ", run.Artifacts.Select(a => a.Path)))}.", path);
    }

    /// <summary>Names somebody else as the author. Default: see <c>TrackingOptions.Author</c>.</summary>
    public CommitBuilder By(string author)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(author);
        Author = author;
        return this;
    }

    /// <summary>Takes an element away.</summary>
    /// <param name="part">The part.</param>
    /// <param name="key">Its key; with a <c>*</c> at the end, all that begin with it.</param>
    public CommitBuilder Remove(TreePart part, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        foreach (var place in _entries.Keys.Where(p => p.Part == part && (key[^1] == '*' ? p.Key.StartsWith(key[..^1], StringComparison.Ordinal) : p.Key == key)).ToArray())
        {
            _entries.Remove(place);
            _said.Remove(place);
        }

        return this;
    }

    /// <summary>Takes all elements of a part away.</summary>
    public CommitBuilder Clear(TreePart part) => Remove(part, "*");

    internal VersionTree Build()
    {
        if (!_said.Contains((TreePart.Code, "")) && (_run?.Code() is not null || _wantsCode))
        {
            _ = _run?.Code() is { } code ? Clear(TreePart.Code).Put(TreePart.Code, "git", code) : Code(".");
        }

        if (!_said.Contains((TreePart.Environment, "")) && (_run?.Environment() ?? (_wantsEnvironment ? Here() : null)) is { } environment)
        {
            Environment(environment);
        }

        var data = _said.Where(s => s.Part == TreePart.Datasets).Select(s => ((DatasetElement)_entries[s]).Digest).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, dataset) in _run?.Datasets().Where(d => !data.Contains(d.Value.Digest) && !_said.Contains((TreePart.Datasets, d.Key))) ?? [])
        {
            Put(TreePart.Datasets, Key(name), dataset);
        }

        return VersionTree.Of(_entries.Select(e => new TreeEntry(e.Key.Part, e.Key.Key, e.Value)));
    }

    internal CommitBuilder WhenCommitted(Action<Commit> then)
    {
        _committed.Add(then);
        return this;
    }

    private CommitBuilder Model(string name, IReadOnlyList<KeyValuePair<string, FileElement>> files, ModelPartOptions? options)
    {
        if (VersionNames.Check(name, "model").Contains('/', StringComparison.Ordinal))
        {
            throw new ArgumentException($"The model name '{name}' holds a slash. Use letters, digits, '.', '_' and '-'.", nameof(name));
        }

        Remove(TreePart.Model, name + "/*").Remove(TreePart.Model, name + ":*");
        foreach (var (path, file) in files)
        {
            if (!ArtifactPath.TryNormalize(path, out var normal, out var problem))
            {
                throw new ArgumentException($"The model file '{path}' was refused: {problem}. Use a relative path such as 'model.zip'.", nameof(files));
            }

            Put(TreePart.Model, $"{name}/{normal}", file);
        }

        Fact(name, "flavour", options?.Flavour);
        Fact(name, "signature", options?.Signature);
        Fact(name, "parameters", options?.Parameters);
        return this;
    }

    private void Fact(string model, string what, object? value)
    {
        if (value is not null)
        {
            Put(TreePart.Model, $"{model}:{what}", new ValueElement(ParamValue.From(value)));
        }
    }

    private CommitBuilder ReplaceConfig(string section, IEnumerable<KeyValuePair<string, ParamValue>> values)
    {
        Remove(TreePart.Config, section).Remove(TreePart.Config, section + ".*");
        foreach (var (key, value) in values)
        {
            Put(TreePart.Config, Key(key), new ValueElement(value));
        }

        return this;
    }

    private IReadOnlyDictionary<string, ParamValue> Here() => _context.Environment?.Capture()
        ?? throw new TrackingException("Nothing describes the environment here. Give the values with Environment(values), or open the repository through TrackingClient.");

    private CommitBuilder Say(TreePart part, string key, TreeElement element)
    {
        _said.Add((part, key));
        return Put(part, key, element);
    }

    private CommitBuilder Put(TreePart part, string key, TreeElement element)
    {
        _entries[(part, key)] = element;
        return this;
    }

    private static string Key(string? key) => !string.IsNullOrEmpty(key) && key.Length <= 1000 && !key.Any(char.IsControl)
        ? key
        : throw new ArgumentException($"The key '{key}' was refused. Use 1 to 1,000 characters without control characters.", nameof(key));
}

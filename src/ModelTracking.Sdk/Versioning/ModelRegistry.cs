using System.Collections.Concurrent;
using ModelTracking.Records;
using ModelTracking.Versioning.Storage;

namespace ModelTracking.Versioning;

/// <summary>
/// Registered models: names with numbered versions, each of a commit; aliases, stages, approvals, rules, and all of their
/// history. Throws on wrong input, with what to do. Thread-safe, across processes too.
/// </summary>
public sealed class ModelRegistry
{
    private readonly ConcurrentDictionary<string, ModelLog> _logs = new(StringComparer.Ordinal);
    private readonly ModelEvents _events = new();
    private readonly VersionContext _context;
    private readonly CommitStore _store;

    internal ModelRegistry(VersionContext context)
    {
        _context = context;
        _store = new CommitStore(context.Storage);
    }

    /// <summary>What is done to models through this object, as it happens. What other processes do stands in <see cref="RegisteredModel.History"/>.</summary>
    public IObservable<ModelEvent> Events => _events;

    /// <summary>All models by name.</summary>
    public IReadOnlyList<RegisteredModel> List() =>
        [.. _context.Storage.Logs(VersionArea.Models).Select(LogOf).Where(IsThere).Select(l => new RegisteredModel(l)).OrderBy(m => m.Name, StringComparer.Ordinal)];

    /// <summary>Registers a commit as the next version of a model, which is made where there is none.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="commit">The commit.</param>
    /// <param name="alias">An alias to point to the new version, by its rule. Default: none.</param>
    /// <param name="description">Free text. Default: none.</param>
    /// <exception cref="PromotionRefusedException">The version is registered, but the alias' rule is not fulfilled.</exception>
    public ModelVersion Register(string name, Commit commit, string? alias = null, string? description = null)
    {
        ArgumentNullException.ThrowIfNull(commit);
        if (VersionNames.Check(name, "model").Contains('/', StringComparison.Ordinal))
        {
            throw new ArgumentException($"The model name '{name}' holds a slash, which stands before a version. Use '.', '_' or '-'.", nameof(name));
        }

        if (alias is not null)
        {
            AliasRules.Check(alias);
        }

        var log = Find(name)?.Log ?? FreeLog(name);
        var number = 0;
        log.WriteAny(state =>
        {
            _store.KeepAll(_store.Load(commit.Id), null);
            number = state.NextVersion;
            var version = log.New(ModelEventKind.VersionRegistered) with { Version = number, Value = description, Key = $"version/{number}", Object = commit.Id };
            return state.Name is null || state.IsDeleted
                ? [log.New(ModelEventKind.Created) with { Value = name, Format = ModelState.Format }, version]
                : [version];
        });
        var registered = new RegisteredModel(log).Version(number);
        return alias is null ? registered : registered.Promote(alias);
    }

    /// <summary>Registers an artifact of a run, or a folder of artifacts, as the next version; parameters and metrics of the run come along.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="run">The run.</param>
    /// <param name="artifact">The artifact's path.</param>
    /// <param name="alias">An alias to point to the new version, by its rule. Default: none.</param>
    /// <exception cref="FileNotFoundException">The run has no such artifact.</exception>
    public ModelVersion Register(string name, RunSummary run, string artifact, string? alias = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        var builder = new CommitBuilder(VersionTree.Empty, _store, _context).From(run).Model(name, run, artifact);
        var header = new CommitHeader(_store.SaveTree(builder.Build()), [], builder.Author, _context.Time.GetUtcNow(), $"'{artifact}' of run {run.Name}", run.Id);
        return Register(name, _store.Save(header), alias);
    }

    /// <summary>A model, or null.</summary>
    public RegisteredModel? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var first = LogFileName.Of(name);
        return _context.Storage.Logs(VersionArea.Models).OrderBy(f => f == first ? 0 : 1).Select(LogOf)
            .Where(l => IsThere(l) && l.Log.Read(static (s, n) => s.Name == n, name)).Select(l => new RegisteredModel(l)).FirstOrDefault();
    }

    /// <summary>A model.</summary>
    /// <exception cref="VersionNotFoundException">There is no such model.</exception>
    public RegisteredModel Model(string name) => Find(name) ?? throw NoModel(name);

    /// <summary>A version.</summary>
    /// <param name="reference"><c>name</c> (the highest version), <c>name/3</c>, <c>name@champion</c>, <c>name/latest</c> or <c>name/Production</c> (the highest of that stage); <c>models:/</c> may stand before it.</param>
    /// <exception cref="VersionNotFoundException">It means nothing here; the message says what there is.</exception>
    public ModelVersion Get(string reference)
    {
        var wanted = ModelReference.Parse(reference);
        var model = Model(wanted.Name);
        if (wanted.Version is { } number)
        {
            return model.Version(number);
        }

        if (wanted.Alias is { } alias)
        {
            return model.Alias(alias);
        }

        var stage = wanted.StageOrLatest is { } text && !text.Equals(AliasRules.Latest, StringComparison.OrdinalIgnoreCase) ? ModelStages.Canonical(text) : null;
        return model.Versions.LastOrDefault(v => stage is null || v.Stage == stage)
            ?? throw new VersionNotFoundException($"Model '{model.Name}' has no version{(stage is null ? "" : $" in stage '{stage}'")}.", nameof(reference));
    }

    /// <summary>Gives a model another name; versions, aliases and history stay with it.</summary>
    /// <exception cref="ArgumentException">There is no such model, or the new name is taken.</exception>
    public RegisteredModel Rename(string name, string newName)
    {
        VersionNames.Check(newName, "model");
        var model = Model(name);
        if (Find(newName) is not null)
        {
            throw new ArgumentException($"There is a model '{newName}' already.", nameof(newName));
        }

        model.Log.Write(_ => [model.Log.New(ModelEventKind.Renamed) with { Value = newName }]);
        return model;
    }

    /// <summary>What differs between two versions, by their commits.</summary>
    public TreeDiff Diff(ModelVersion before, ModelVersion after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return TreeDiff.Between(before.Commit.Tree, after.Commit.Tree, _store.Objects.OpenRead);
    }

    /// <summary>
    /// Copies a model with its versions, aliases, approvals and whole history to another store. Only what is missing there is copied, each
    /// object is verified on the way, and an interrupted copy goes on where it stopped.
    /// </summary>
    /// <param name="name">The model's name.</param>
    /// <param name="target">The other store.</param>
    /// <param name="progress">Told of each object copied. Default: nobody.</param>
    /// <exception cref="VersionNotFoundException">There is no such model.</exception>
    /// <exception cref="VersionConflictException">The model's history has gone another way there.</exception>
    public TransferReport Push(string name, VersionStore target, IProgress<string>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        var there = target.Models;
        return ModelTransfer.Copy(Model(name).Log, _store.Objects, there.Find(name)?.Log ?? there.FreeLog(name), there._store.Objects, progress);
    }

    /// <summary>Copies a model from another store; see <see cref="Push"/>.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="source">The other store.</param>
    /// <param name="progress">Told of each object copied. Default: nobody.</param>
    /// <exception cref="VersionNotFoundException">There is no such model.</exception>
    /// <exception cref="VersionConflictException">The model's history has gone another way here.</exception>
    public TransferReport Pull(string name, VersionStore source, IProgress<string>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        var there = source.Models;
        return ModelTransfer.Copy(there.Model(name).Log, there._store.Objects, Find(name)?.Log ?? FreeLog(name), _store.Objects, progress);
    }

    /// <summary>Verifies histories and everything that versions are made of.</summary>
    public IReadOnlyList<VersionProblem> Verify()
    {
        var verifier = new Verifier(new CommitStore(_context.Storage));
        var problems = new List<VersionProblem>();
        foreach (var log in _context.Storage.Logs(VersionArea.Models).Select(LogOf))
        {
            problems.AddRange(log.Log.Damage.Select(Verifier.OfLog));
            foreach (var version in log.Log.Read(static s => s.Versions.Values.Where(v => !v.IsDeleted).Select(v => (s.Name, v.Number, v.Commit)).ToArray()))
            {
                verifier.Walk(version.Commit, $"model version {version.Name}/{version.Number}");
            }
        }

        return [.. problems, .. verifier.Problems()];
    }

    /// <summary>What happened to all models, deleted ones included, in the order of time.</summary>
    /// <param name="cursor">Number of events of each log that are known already.</param>
    internal IReadOnlyList<(string Log, ModelEvent Event)> EventsAfter(IReadOnlyDictionary<string, int> cursor)
    {
        var events = new List<(DateTimeOffset Time, string Log, ModelEvent Event)>();
        foreach (var log in _context.Storage.Logs(VersionArea.Models))
        {
            // A clock that was set back does not change the order within a model.
            var latest = DateTimeOffset.MinValue;
            foreach (var e in LogOf(log).Log.Read(s => s.Events.Skip(cursor.GetValueOrDefault(log)).Select(e => e with { Model = s.Name! }).ToArray()))
            {
                latest = e.Time > latest ? e.Time : latest;
                events.Add((latest, log, e));
            }
        }

        return [.. events.OrderBy(e => e.Time).ThenBy(e => e.Log, StringComparer.Ordinal).ThenBy(e => e.Event.Number).Select(e => (e.Log, e.Event))];
    }

    internal void Repair()
    {
        foreach (var log in _context.Storage.Logs(VersionArea.Models).Select(LogOf).Where(l => l.Log.Damage.Count > 0))
        {
            log.Log.Repair();
        }
    }

    private ModelLog LogOf(string fileName) => _logs.GetOrAdd(fileName, static (f, self) => new ModelLog(self._context, f, self._store, self._events.Publish), this);

    private static bool IsThere(ModelLog log) => log.Log.Read(static s => s.Name is not null && !s.IsDeleted);

    // A renamed model keeps its file, whose name may be wanted by another model now. A deleted one goes on in its own.
    private ModelLog FreeLog(string name)
    {
        for (var i = 1; ; i++)
        {
            var log = LogOf(LogFileName.Of(name) + (i == 1 ? "" : $"~{i}"));
            if (log.Log.Read(static (s, n) => s.Name is null || s.Name == n, name))
            {
                return log;
            }
        }
    }

    private VersionNotFoundException NoModel(string name)
    {
        var names = List().Select(m => m.Name).ToArray();
        return new VersionNotFoundException($"There is no model '{name}'. {(names.Length == 0 ? "None is registered yet." : $"There are: {string.Join(", ", names.Take(20))}.")}", nameof(name));
    }
}

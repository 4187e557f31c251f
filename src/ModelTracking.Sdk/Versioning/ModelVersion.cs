using ModelTracking.Versioning.Storage;

namespace ModelTracking.Versioning;

/// <summary>A version of a registered model, as it was when it was asked for. What changes it returns the new state. Thread-safe.</summary>
public sealed class ModelVersion
{
    private readonly ModelLog _log;
    private readonly Lazy<Commit> _commit;

    internal ModelVersion(ModelLog log, ModelState model, ModelVersionState state)
    {
        _log = log;
        Model = model.Name!;
        Number = state.Number;
        CommitId = state.Commit;
        RegisteredBy = state.By;
        Time = state.Time;
        Description = state.Description;
        Stage = state.Stage;
        IsDeleted = state.IsDeleted;
        Tags = new SortedDictionary<string, string>(state.Tags, StringComparer.Ordinal);
        Approvals = [.. state.Approvals.Values.OrderBy(a => a.Time)];
        Aliases = [.. model.SetAliases.Where(a => a.Value == state.Number).Select(a => a.Key)];
        _commit = new Lazy<Commit>(() => log.Store.Load(CommitId), LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>The model's name.</summary>
    public string Model { get; }

    /// <summary>Its number, from 1; never used twice.</summary>
    public int Number { get; }

    /// <summary>The commit it was made from.</summary>
    public string CommitId { get; }

    /// <summary>The commit it was made from: code, data, configuration, environment, metrics, and by <see cref="Versioning.Commit.Run"/> the run.</summary>
    public Commit Commit => _commit.Value;

    /// <summary>Who registered it.</summary>
    public string RegisteredBy { get; }

    /// <summary>When it was registered (UTC).</summary>
    public DateTimeOffset Time { get; }

    /// <summary>Free text.</summary>
    public string? Description { get; }

    /// <summary>Its stage; see <see cref="ModelStages"/>.</summary>
    public string Stage { get; }

    /// <summary>True for a tombstone.</summary>
    public bool IsDeleted { get; }

    /// <summary>Tags by key.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; }

    /// <summary>Each person's last word, in the order of time.</summary>
    public IReadOnlyList<Approval> Approvals { get; }

    /// <summary>Aliases that point to it.</summary>
    public IReadOnlyList<string> Aliases { get; }

    /// <summary>Its files by path.</summary>
    public IReadOnlyDictionary<string, FileElement> Files =>
        Commit.Tree[TreePart.Model].Where(e => e.Value is FileElement).ToDictionary(e => e.Key, e => (FileElement)e.Value, StringComparer.Ordinal);

    /// <summary>Opens one of its files, whose bytes are checked while they are read.</summary>
    /// <param name="path">Its path, or the end of it from a slash on, such as <c>model.zip</c>.</param>
    /// <exception cref="FileNotFoundException">There is no such file, or more than one; the message lists those there are.</exception>
    public Stream Open(string path) => Commit.Open(path);

    /// <summary>Writes its files into a folder.</summary>
    public void SaveTo(string folder)
    {
        foreach (var (path, _) in Files)
        {
            var target = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using var file = File.Create(target);
            using var content = Open(path);
            content.CopyTo(file);
        }
    }

    /// <summary>Gives it a description.</summary>
    public ModelVersion Describe(string description) => Change(_log.New(ModelEventKind.DescriptionSet) with { Value = description });

    /// <summary>Sets a tag; null removes it.</summary>
    public ModelVersion SetTag(string key, string? value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        return Change(_log.New(ModelEventKind.TagSet) with { Tag = key, Value = value });
    }

    /// <summary>Moves it to a stage.</summary>
    /// <param name="stage">One of <see cref="ModelStages"/>, or any other name.</param>
    /// <param name="comment">Why.</param>
    /// <param name="archiveOthers">Moves other versions of that stage to <see cref="ModelStages.Archived"/>.</param>
    public ModelVersion SetStage(string stage, string? comment = null, bool archiveOthers = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(stage);
        stage = ModelStages.Canonical(stage);
        _log.Write(state => state.Versions.Values
            .Where(v => archiveOthers && v.Number != Number && !v.IsDeleted && v.Stage == stage)
            .Select(v => _log.New(ModelEventKind.StageSet) with { Version = v.Number, Value = ModelStages.Archived, Comment = $"version {Number} took its place" })
            .Append(_log.New(ModelEventKind.StageSet) with { Version = ModelLog.Version(state, Number).Number, Value = stage, Comment = comment }));
        return Again();
    }

    /// <summary>Asks others for approval.</summary>
    public ModelVersion RequestApproval(string? comment = null) => Change(_log.New(ModelEventKind.ApprovalRequested) with { Comment = comment });

    /// <summary>Approves it.</summary>
    /// <param name="comment">Why.</param>
    /// <param name="by">Who. Default: the store's author.</param>
    public ModelVersion Approve(string? comment = null, string? by = null) => Word(ModelEventKind.Approved, comment, by);

    /// <summary>Rejects it.</summary>
    /// <param name="comment">Why.</param>
    /// <param name="by">Who. Default: the store's author.</param>
    public ModelVersion Reject(string comment, string? by = null) => Word(ModelEventKind.Rejected, comment, by);

    /// <summary>What keeps an alias from pointing here, in words; empty where nothing does.</summary>
    public IReadOnlyList<string> CheckPromotion(string alias) => _log.Log.Read(state => Unmet(state, alias));

    /// <summary>Points an alias here, if the alias' rule is fulfilled.</summary>
    /// <param name="alias">The alias, for example <c>champion</c>.</param>
    /// <param name="comment">Why.</param>
    /// <exception cref="PromotionRefusedException">The rule is not fulfilled; the message says what is missing.</exception>
    public ModelVersion Promote(string alias, string? comment = null)
    {
        AliasRules.Check(alias);
        _log.Write(state =>
        {
            ModelLog.Version(state, Number);
            var unmet = Unmet(state, alias);
            if (unmet.Count > 0)
            {
                throw new PromotionRefusedException($"Version {Number} of '{Model}' cannot become '{alias}': {string.Join("; ", unmet)}.", unmet);
            }

            var before = state.Aliases.GetValueOrDefault(alias)?.Version;
            return before == Number ? [] : [_log.New(ModelEventKind.AliasSet) with { Version = Number, Alias = alias, Before = before, Comment = comment }];
        });
        return Again();
    }

    /// <summary>Deletes it: aliases go, its number is never used again, and its history stays. The commit stays as long as a branch or tag has it.</summary>
    public ModelVersion Delete(string reason) => Change(_log.New(ModelEventKind.VersionDeleted) with { Comment = reason, Key = $"version/{Number}" });

    /// <summary><c>name/3</c>.</summary>
    public override string ToString() => $"{Model}/{Number}";

    private IReadOnlyList<string> Unmet(ModelState state, string alias)
    {
        var present = state.Aliases.GetValueOrDefault(alias)?.Version is { } version && version != Number ? _log.Store.Load(state.Versions[version].Commit) : null;
        return PromotionGate.Unmet(state.Rules.GetValueOrDefault(alias), state.Versions[Number], Commit, present);
    }

    private ModelVersion Word(ModelEventKind kind, string? comment, string? by)
    {
        var e = _log.New(kind);
        return Change(e with { By = by ?? e.By, Comment = comment });
    }

    private ModelVersion Change(ModelEvent e)
    {
        _log.Write(state => [e with { Version = ModelLog.Version(state, Number).Number }]);
        return Again();
    }

    private ModelVersion Again() => _log.Log.Read(state => new ModelVersion(_log, state, state.Versions[Number]));
}

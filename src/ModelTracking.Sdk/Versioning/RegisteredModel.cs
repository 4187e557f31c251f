using ModelTracking.Versioning.Storage;

namespace ModelTracking.Versioning;

/// <summary>A model with versions. Reads its present state each time it is asked. Thread-safe, across processes too.</summary>
public sealed class RegisteredModel
{
    private readonly ModelLog _log;

    internal RegisteredModel(ModelLog log) => _log = log;

    /// <summary>Its name.</summary>
    public string Name => _log.Log.Read(static s => s.Name ?? "");

    /// <summary>Free text.</summary>
    public string? Description => _log.Log.Read(static s => s.Description);

    /// <summary>Tags by key.</summary>
    public IReadOnlyDictionary<string, string> Tags => _log.Log.Read(static s => new SortedDictionary<string, string>(s.Tags, StringComparer.Ordinal));

    /// <summary>Versions that are there, by number.</summary>
    public IReadOnlyList<ModelVersion> Versions => _log.Log.Read(s => s.Versions.Values.Where(v => !v.IsDeleted).Select(v => new ModelVersion(_log, s, v)).ToArray());

    /// <summary>Aliases and the versions they point to.</summary>
    public IReadOnlyDictionary<string, int> Aliases => _log.Log.Read(static s => new SortedDictionary<string, int>(s.SetAliases.ToDictionary(a => a.Key, a => a.Value), StringComparer.Ordinal));

    /// <summary>Rules by alias.</summary>
    public IReadOnlyDictionary<string, PromotionRule> Rules => _log.Log.Read(static s => new SortedDictionary<string, PromotionRule>(s.Rules, StringComparer.Ordinal));

    /// <summary>The version with the highest number; null where there is none.</summary>
    public ModelVersion? Latest => Versions.Count > 0 ? Versions[^1] : null;

    /// <summary>A version.</summary>
    /// <exception cref="VersionNotFoundException">There is none with this number, or it was deleted.</exception>
    public ModelVersion Version(int number) => _log.Log.Read(s => new ModelVersion(_log, s, ModelLog.Version(s, number)));

    /// <summary>The version an alias points to; <c>latest</c> is the highest.</summary>
    /// <exception cref="VersionNotFoundException">There is no such alias.</exception>
    public ModelVersion Alias(string alias)
    {
        if (string.Equals(alias, AliasRules.Latest, StringComparison.OrdinalIgnoreCase) && Latest is { } latest)
        {
            return latest;
        }

        return _log.Log.Read(s => s.Aliases.GetValueOrDefault(alias ?? "")?.Version is { } number
            ? new ModelVersion(_log, s, s.Versions[number])
            : throw new VersionNotFoundException($"Model '{s.Name}' has no alias '{alias}'. {(s.SetAliases.Any() ? $"It has: {string.Join(", ", s.SetAliases.Select(a => a.Key))}." : "It has none.")}", nameof(alias)));
    }

    /// <summary>The version an alias pointed to at a moment, or null.</summary>
    public ModelVersion? AliasAt(string alias, DateTimeOffset time) => _log.Log.Read(s =>
    {
        var past = new ModelState();
        foreach (var e in s.Events.TakeWhile(e => e.Time <= time))
        {
            ModelState.Apply(past, e);
        }

        return past.Aliases.GetValueOrDefault(alias)?.Version is { } number ? new ModelVersion(_log, s, s.Versions[number]) : null;
    });

    /// <summary>All that ever happened to it, oldest first.</summary>
    /// <param name="after">Only entries with a higher <see cref="ModelEvent.Number"/>. Default: all.</param>
    public IReadOnlyList<ModelEvent> History(int after = 0) => _log.Log.Read(s => s.Events.Skip(after).Select(e => e with { Model = s.Name! }).ToArray());

    /// <summary>Comments on it and its versions, oldest first.</summary>
    public IReadOnlyList<ModelEvent> Comments => [.. History().Where(e => e.Kind == ModelEventKind.Commented)];

    /// <summary>Comments on it or a version; the comment stands in its history.</summary>
    /// <param name="text">What to say, in Markdown; <c>@name</c> mentions somebody.</param>
    /// <param name="version">The version it is about. Default: the model.</param>
    /// <param name="by">Who says it. Default: the store's author.</param>
    /// <exception cref="VersionNotFoundException">There is no such version.</exception>
    public void Comment(string text, int? version = null, string? by = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        _log.Write(state =>
        {
            var e = _log.New(ModelEventKind.Commented) with { Version = version is { } number ? ModelLog.Version(state, number).Number : null, Comment = text };
            return [by is null ? e : e with { By = by }];
        });
    }

    /// <summary>Gives it a description.</summary>
    public void Describe(string description) => _log.Write(_ => [_log.New(ModelEventKind.DescriptionSet) with { Value = description }]);

    /// <summary>Sets a tag; null removes it.</summary>
    public void SetTag(string key, string? value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        _log.Write(_ => [_log.New(ModelEventKind.TagSet) with { Tag = key, Value = value }]);
    }

    /// <summary>Sets what a version must fulfil before an alias may point to it; null removes the rule.</summary>
    /// <exception cref="ArgumentException">The rule contradicts itself.</exception>
    public void Protect(string alias, PromotionRule? rule, string? comment = null)
    {
        AliasRules.Check(alias);
        if (rule is { Metric: null } and ({ AtLeast: not null } or { AtMost: not null } or { NotWorseThanPresent: true }))
        {
            throw new ArgumentException("The rule has a condition on a metric and names none. Set PromotionRule.Metric.", nameof(rule));
        }

        if (rule is { Approvals: < 0 } or { Tolerance: < 0 })
        {
            throw new ArgumentException("Approvals and Tolerance cannot be negative.", nameof(rule));
        }

        _log.Write(_ => [_log.New(ModelEventKind.RuleSet) with { Alias = alias, Rule = rule, Comment = comment }]);
    }

    /// <summary>Removes an alias.</summary>
    public void RemoveAlias(string alias, string? comment = null) => _log.Write(s => s.Aliases.GetValueOrDefault(alias ?? "")?.Version is { } before
        ? [_log.New(ModelEventKind.AliasRemoved) with { Alias = alias, Before = before, Comment = comment }]
        : []);

    /// <summary>Points an alias back to the version it pointed to before; again, and it goes further back. Rules do not stand in the way: the version was good enough once.</summary>
    /// <param name="alias">The alias.</param>
    /// <param name="reason">Why; it stands in the history.</param>
    /// <exception cref="VersionNotFoundException">There is no version to go back to, or no reason.</exception>
    public ModelVersion Rollback(string alias, string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        _log.Write(s =>
        {
            var state = s.Aliases.GetValueOrDefault(alias ?? "");
            var target = state?.Before(v => s.Versions.TryGetValue(v, out var version) && !version.IsDeleted)
                ?? throw new VersionNotFoundException($"The alias '{alias}' of model '{s.Name}' has no version to go back to.", nameof(alias));
            return [_log.New(ModelEventKind.RolledBack) with { Alias = alias, Version = target, Before = state.Version, Comment = reason }];
        });
        return Alias(alias);
    }

    /// <summary>Deletes it with all its versions. Its history stays, and so do numbers: a model of the same name goes on after them.</summary>
    public void Delete(string reason) => _log.Write(s => s.Versions.Values.Where(v => !v.IsDeleted)
        .Select(v => _log.New(ModelEventKind.VersionDeleted) with { Version = v.Number, Comment = reason, Key = $"version/{v.Number}" })
        .Append(_log.New(ModelEventKind.Deleted) with { Comment = reason }));

    /// <inheritdoc />
    public override string ToString() => Name;

    internal ModelLog Log => _log;
}

using ModelTracking.Diagnostics;

namespace ModelTracking.Versioning.Storage;

/// <summary>What a registered model's log adds up to.</summary>
internal sealed class ModelState
{
    public const int Format = 1;

    public string? Name { get; private set; }

    public string? Description { get; private set; }

    public bool IsDeleted { get; private set; }

    public SortedDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<int, ModelVersionState> Versions { get; } = [];

    public SortedDictionary<string, AliasState> Aliases { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, PromotionRule> Rules { get; } = new(StringComparer.Ordinal);

    public List<ModelEvent> Events { get; } = [];

    public int NextVersion => Versions.Count == 0 ? 1 : Versions.Keys.Max() + 1;

    public IEnumerable<KeyValuePair<string, int>> SetAliases => Aliases.Where(a => a.Value.IsSet).Select(a => KeyValuePair.Create(a.Key, a.Value.Version!.Value));

    public static void Apply(ModelState state, ModelEvent e) => state.Apply(e);

    private void Apply(ModelEvent e)
    {
        if (e.Format > Format)
        {
            throw new TrackingException($"The model '{e.Value}' has format {e.Format}, which a newer version of ModelTracking.Sdk wrote. Update the package.");
        }

        Events.Add(e with { Number = Events.Count + 1 });
        var version = e.Version is { } number ? Versions.GetValueOrDefault(number) : null;
        switch (e.Kind)
        {
            case ModelEventKind.Created:
                Name = e.Value;
                IsDeleted = false;
                break;
            case ModelEventKind.Renamed:
                Name = e.Value;
                break;
            case ModelEventKind.Deleted:
                IsDeleted = true;
                break;
            case ModelEventKind.DescriptionSet when e.Version is null:
                Description = e.Value;
                break;
            case ModelEventKind.TagSet:
                SetTag(version?.Tags ?? Tags, e);
                break;
            case ModelEventKind.VersionRegistered:
                Versions[e.Version!.Value] = new ModelVersionState(e.Version.Value, e.Object!, e.By, e.Time) { Description = e.Value };
                break;
            case ModelEventKind.AliasSet:
                AliasOf(e).Set(e.Version!.Value);
                break;
            case ModelEventKind.AliasRemoved:
                AliasOf(e).Remove();
                break;
            case ModelEventKind.RolledBack:
                AliasOf(e).RollBack(e.Version!.Value);
                break;
            case ModelEventKind.RuleSet when e.Rule is null:
                Rules.Remove(e.Alias!);
                break;
            case ModelEventKind.RuleSet:
                Rules[e.Alias!] = e.Rule!;
                break;
            default:
                ApplyTo(version, e);
                break;
        }
    }

    private void ApplyTo(ModelVersionState? version, ModelEvent e)
    {
        if (version is null)
        {
            return;
        }

        switch (e.Kind)
        {
            case ModelEventKind.DescriptionSet:
                version.Description = e.Value;
                break;
            case ModelEventKind.StageSet:
                version.Stage = e.Value!;
                break;
            case ModelEventKind.Approved or ModelEventKind.Rejected:
                version.Approvals[e.By] = new Approval(e.By, e.Time, e.Kind == ModelEventKind.Approved, e.Comment);
                break;
            case ModelEventKind.VersionDeleted:
                version.IsDeleted = true;
                foreach (var alias in Aliases.Values.Where(a => a.Version == version.Number))
                {
                    alias.Remove();
                }

                break;
        }
    }

    private AliasState AliasOf(ModelEvent e)
    {
        if (!Aliases.TryGetValue(e.Alias!, out var alias))
        {
            Aliases[e.Alias!] = alias = new AliasState();
        }

        return alias;
    }

    private static void SetTag(SortedDictionary<string, string> tags, ModelEvent e)
    {
        if (e.Value is null)
        {
            tags.Remove(e.Tag!);
        }
        else
        {
            tags[e.Tag!] = e.Value;
        }
    }
}

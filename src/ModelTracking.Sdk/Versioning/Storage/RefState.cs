namespace ModelTracking.Versioning.Storage;

/// <summary>What a repository's log adds up to.</summary>
internal sealed class RefState
{
    public string? Name { get; private set; }

    public Dictionary<string, string> Refs { get; } = new(StringComparer.Ordinal);

    public List<RefChange> History { get; } = [];

    public void Apply(RefChange change)
    {
        Name ??= change.Name;
        if (change.Key is null)
        {
            return;
        }

        History.Add(change);
        if (change.Object is { } target)
        {
            Refs[change.Key] = target;
        }
        else
        {
            Refs.Remove(change.Key);
        }
    }
}

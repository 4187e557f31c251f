using ModelTracking.Diagnostics;
using ModelTracking.Journal;

namespace ModelTracking.Versioning.Storage;

/// <summary>The branches and tags of a repository: where they point, and where they pointed before. Thread-safe, across processes too.</summary>
internal sealed class RefTable(VersionContext context, string name, string fileName)
{
    public const string Branch = "branch/";
    public const string Tag = "tag/";
    public const string Rejected = "rejected/";
    private const int Format = 1;

    private readonly FoldedLog<RefChange, RefState> _log = new(
        context.Storage.Lock, context.Storage.Log(VersionArea.Repositories, fileName), LogJson.Lines.RefChange, () => new RefState(), Apply);

    public IReadOnlyList<LogDamage> Damage => _log.Damage;

    public string? Find(string key) => _log.Read(static (state, k) => state.Refs.GetValueOrDefault(k), key);

    /// <summary>All references whose key begins with the prefix, by key.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> All(string prefix) =>
        _log.Read(static (state, p) => state.Refs.Where(r => r.Key.StartsWith(p, StringComparison.Ordinal)).OrderBy(r => r.Key, StringComparer.Ordinal).ToArray(), prefix);

    public IReadOnlyList<RefChange> History() => _log.Read(static state => state.History.ToArray());

    /// <summary>Points a reference elsewhere, if it still points where the caller saw it point.</summary>
    /// <param name="key">The reference.</param>
    /// <param name="expected">Where the caller saw it point; null for nowhere.</param>
    /// <param name="target">Where it shall point; null deletes it.</param>
    /// <param name="why">For the reflog.</param>
    /// <param name="underLock">Makes sure, while no garbage is collected, that the target is whole.</param>
    /// <exception cref="VersionConflictException">It points elsewhere by now.</exception>
    public void Update(string key, string? expected, string? target, string why, Action? underLock = null)
    {
        string? actual = null;
        var isConflict = false;
        _log.Write(state =>
        {
            underLock?.Invoke();
            actual = state.Refs.GetValueOrDefault(key);
            isConflict = actual != expected;
            var change = isConflict
                ? new RefChange(Now(), context.Author, Rejected + key[(key.IndexOf('/', StringComparison.Ordinal) + 1)..], target, null, $"came second: {why}")
                : new RefChange(Now(), context.Author, key, target, actual, why);
            return isConflict && target is null ? []
                : state.Name is null ? [new RefChange(Now(), context.Author, null, null, null, "created") { Name = name, Format = Format }, change]
                : [change];
        });
        if (isConflict)
        {
            throw Conflict(key, expected, actual, target);
        }
    }

    public void Repair() => _log.Repair();

    private static void Apply(RefState state, RefChange change)
    {
        if (change.Format > Format)
        {
            throw new TrackingException($"Repository '{change.Name}' has format {change.Format}, which a newer version of ModelTracking.Sdk wrote. Update the package.");
        }

        state.Apply(change);
    }

    private DateTimeOffset Now() => context.Time.GetUtcNow();

    private static VersionConflictException Conflict(string key, string? expected, string? actual, string? target)
    {
        var what = key.Replace("/", " '", StringComparison.Ordinal) + "'";
        var now = actual is null ? "is gone" : expected is null ? $"is there already, at {actual[..10]}" : $"moved from {expected[..10]} to {actual[..10]} meanwhile";
        var remedy = target is null || actual is null ? "Look at it again and repeat." : $"Your commit {target[..10]} is stored: merge it with Merge(\"{target[..10]}\", into: ...), or give it a branch of its own.";
        return new VersionConflictException($"The {what} {now}. {remedy}") { Reference = key, Expected = expected, Actual = actual, Rejected = target };
    }
}

namespace ModelTracking.Access;

/// <summary>All that somebody may do. What no grant gives is denied. Immutable and thread-safe.</summary>
public sealed class AccessRights
{
    private readonly AccessGrant[] _grants;

    /// <summary>Adds grants up.</summary>
    /// <param name="grants">The grants; none for no right at all.</param>
    public AccessRights(IEnumerable<AccessGrant> grants)
    {
        ArgumentNullException.ThrowIfNull(grants);
        _grants = [.. grants];
        IsAdministrator = _grants.Any(g => g.Role == AccessRole.Administrator);
        OnAllExperiments = Highest(_grants.Where(g => g is { Experiment: null, Model: null, Role: not AccessRole.Approver }));
    }

    /// <summary>May do everything: who owns the store's folder.</summary>
    public static AccessRights Everything { get; } = new([new AccessGrant(AccessRole.Administrator), new AccessGrant(AccessRole.Approver)]);

    /// <summary>May do nothing.</summary>
    public static AccessRights Nothing { get; } = new([]);

    /// <summary>The grants they are made of.</summary>
    public IReadOnlyList<AccessGrant> Grants => _grants;

    /// <summary>Whether keys and the audit log are theirs too.</summary>
    public bool IsAdministrator { get; }

    /// <summary>Whether no experiment is hidden from them.</summary>
    public bool SeesAllExperiments => OnAllExperiments is not null;

    /// <summary>Reader, editor or manager of all experiments, those to come included; null where some may be hidden from them.</summary>
    public AccessRole? OnAllExperiments { get; }

    /// <summary>Reader, editor or manager of an experiment; null where they may not know of it.</summary>
    public AccessRole? OnExperiment(string experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return Highest(_grants.Where(g => g.CoversExperiment(experiment)));
    }

    /// <summary>Reader, editor or manager of a model and the repository of its name; null where they may not know of it.</summary>
    public AccessRole? OnModel(string model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Highest(_grants.Where(g => g.CoversModel(model)));
    }

    /// <summary>Whether they may approve and reject versions of a model.</summary>
    public bool MayApprove(string model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return _grants.Any(g => g.Role == AccessRole.Approver && g.CoversModel(model));
    }

    /// <summary>
    /// Whether they may hand out a grant: administrators any, managers those of readers, editors and managers within what
    /// they manage.
    /// </summary>
    public bool MayGrant(AccessGrant grant)
    {
        ArgumentNullException.ThrowIfNull(grant);
        return IsAdministrator || (grant.Role <= AccessRole.Manager && _grants.Any(g => g.Role == AccessRole.Manager && g.Includes(grant)));
    }

    /// <summary>The grants in one line; equal for equal rights.</summary>
    public override string ToString() => string.Join(' ', _grants.Select(g => g.ToString()).Order(StringComparer.Ordinal));

    private static AccessRole? Highest(IEnumerable<AccessGrant> grants)
    {
        AccessRole? highest = null;
        foreach (var role in grants.Select(g => g.Role switch { AccessRole.Administrator => AccessRole.Manager, AccessRole.Approver => AccessRole.Reader, var other => other }))
        {
            highest = highest is { } known && known >= role ? known : role;
        }

        return highest;
    }
}

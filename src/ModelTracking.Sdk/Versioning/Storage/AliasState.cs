namespace ModelTracking.Versioning.Storage;

/// <summary>Where an alias points, and where it pointed before.</summary>
internal sealed class AliasState
{
    private readonly List<int> _versions = [];

    public bool IsSet { get; private set; }

    public int? Version => IsSet && _versions.Count > 0 ? _versions[^1] : null;

    public void Set(int version)
    {
        if (_versions.Count == 0 || _versions[^1] != version)
        {
            _versions.Add(version);
        }

        IsSet = true;
    }

    public void Remove() => IsSet = false;

    /// <summary>The version to go back to: the last one before the present one that is still there.</summary>
    public int? Before(Func<int, bool> isThere)
    {
        for (var i = _versions.Count - (IsSet ? 2 : 1); i >= 0; i--)
        {
            if (_versions[i] != Version && isThere(_versions[i]))
            {
                return _versions[i];
            }
        }

        return null;
    }

    /// <summary>Goes back, so that going back again goes further.</summary>
    public void RollBack(int version)
    {
        var at = _versions.LastIndexOf(version);
        _versions.RemoveRange(at + 1, _versions.Count - at - 1);
        IsSet = true;
    }
}

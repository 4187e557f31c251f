namespace ModelTracking.MLflow.Replication;

/// <summary>Which keys of one kind a run has at the server, and whether the service takes another one. Not thread-safe.</summary>
/// <param name="most">How many it takes.</param>
/// <param name="there">Those that are there.</param>
internal sealed class KeyRoom(int most, IEnumerable<string> there)
{
    private readonly HashSet<string> _keys = new(there, StringComparer.Ordinal);

    public bool Contains(string key) => _keys.Contains(key);

    /// <summary>Takes the key, where it is there or there is room.</summary>
    /// <param name="key">The key.</param>
    /// <param name="spare">Places that are to stay free for others.</param>
    public bool TryTake(string key, int spare = 0)
    {
        if (!_keys.Contains(key) && _keys.Count >= most - spare)
        {
            return false;
        }

        _keys.Add(key);
        return true;
    }

    public void Remove(string key) => _keys.Remove(key);
}

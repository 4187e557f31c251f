using ModelTracking.Diagnostics;

namespace ModelTracking.Access;

/// <summary>The keys that the lines of the log add up to.</summary>
internal sealed class KeyState
{
    public const int Format = 1;

    public Dictionary<string, (AccessKey Key, string Hash)> Keys { get; } = new(StringComparer.Ordinal);

    public static void Apply(KeyState state, KeyEvent line)
    {
        if (line.Format > Format)
        {
            throw new TrackingException($"The keys of this store have format {line.Format}, and this version of ModelTracking.Sdk knows formats up to {Format}. Update the package.");
        }

        if (line.Hash is { } hash)
        {
            state.Keys[line.Id] = (new AccessKey(line.Id, line.Name ?? "", [.. (line.Grants ?? []).Select(AccessGrant.Parse)], line.Time, line.By) { Expires = line.Expires, IsDelegated = line.Delegated ?? false }, hash);
        }
        else if (state.Keys.TryGetValue(line.Id, out var known))
        {
            state.Keys[line.Id] = (known.Key with { Revoked = line.Time }, known.Hash);
        }
    }
}

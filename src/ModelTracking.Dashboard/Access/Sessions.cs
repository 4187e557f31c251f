using System.Security.Cryptography;
using System.Text;

namespace ModelTracking.Dashboard.Access;

/// <summary>Browsers that have logged in with a key, until the server ends. A key that is revoked ends them too. Thread-safe.</summary>
internal sealed class Sessions(TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);
    private const int Most = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (string Key, DateTimeOffset Until)> _open = new(StringComparer.Ordinal);

    /// <summary>Begins a session of a key.</summary>
    /// <returns>256 random bits for the cookie; only their hash is kept.</returns>
    public string Begin(string key)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        lock (_gate)
        {
            var now = time.GetUtcNow();
            foreach (var over in _open.Where(s => s.Value.Until <= now).Select(s => s.Key).ToArray())
            {
                _open.Remove(over);
            }

            while (_open.Count >= Most)
            {
                _open.Remove(_open.MinBy(s => s.Value.Until).Key);
            }

            _open[Hash(token)] = (key, now + Lifetime);
        }

        return token;
    }

    /// <summary>The key whose session a cookie is of; null where it is of none.</summary>
    public string? KeyOf(string? token)
    {
        if (token is null)
        {
            return null;
        }

        lock (_gate)
        {
            return _open.TryGetValue(Hash(token), out var session) && time.GetUtcNow() < session.Until ? session.Key : null;
        }
    }

    public void End(string? token)
    {
        lock (_gate)
        {
            _open.Remove(Hash(token ?? ""));
        }
    }

    // What is looked up is a hash, so that how long it takes tells nothing of the token.
    private static string Hash(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

using System.Security.Cryptography;
using System.Text;
using ModelTracking.Diagnostics;
using ModelTracking.Journal;

namespace ModelTracking.Access;

/// <summary>
/// The keys of a store, for a dashboard that others use. A secret has 256 random bits, is shown once, and is kept as its SHA-256 alone. They
/// lie in the store's folder <c>access</c>, which its owner alone can open. Thread-safe, across processes too: a key that
/// is revoked by one is refused by all from the next request on.
/// </summary>
public sealed class AccessKeys
{
    private const string Prefix = "mtk_";
    private const int IdLength = 8;
    private const int SecretLength = 64;
    private const int MaxName = 200;
    private const string Remedy = "Restore it from a backup; or move it away and hand out new keys.";
    private static readonly TimeSpan UseStep = TimeSpan.FromMinutes(1);

    private readonly AccessFolder _folder;
    private readonly FoldedLog<KeyEvent, KeyState> _log;

    private AccessKeys(AccessFolder folder)
    {
        _folder = folder;
        _log = new FoldedLog<KeyEvent, KeyState>(folder.Lock, folder.Log("keys.log"), AccessLines.Json.KeyEvent, () => new KeyState(), KeyState.Apply, Remedy);
    }

    /// <summary>Opens the keys of a store.</summary>
    /// <param name="store">The store's folder.</param>
    /// <param name="timeProvider">The clock. Default: the system's.</param>
    /// <exception cref="TrackingException">There is no store.</exception>
    public static AccessKeys Open(string store, TimeProvider? timeProvider = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(store);
        return new AccessKeys(new AccessFolder(StoreMarker.Open(store), timeProvider ?? TimeProvider.System));
    }

    /// <summary>All keys, the newest first, those that are no longer valid included.</summary>
    public IReadOnlyList<AccessKey> List() =>
        [.. _log.Read(static s => s.Keys.Values.Select(k => k.Key).ToArray()).OrderByDescending(k => k.Created).ThenBy(k => k.Id, StringComparer.Ordinal).Select(WithUse)];

    /// <summary>Makes a key.</summary>
    /// <param name="name">Whose it is, or what for: at most 200 characters.</param>
    /// <param name="grants">What it may do; at least one.</param>
    /// <param name="expires">When it ends; null for never.</param>
    /// <param name="by">Who makes it. Default: the user of this process.</param>
    /// <param name="isDelegated">Whether who makes it is no administrator; see <see cref="AccessKey.IsDelegated"/>. Default: false.</param>
    /// <exception cref="ArgumentException">The name is empty or too long, there is no grant, or the end has passed.</exception>
    public NewAccessKey Create(string name, IReadOnlyList<AccessGrant> grants, DateTimeOffset? expires = null, string? by = null, bool isDelegated = false)
    {
        ArgumentNullException.ThrowIfNull(grants);
        var now = _folder.Time.GetUtcNow();
        if (string.IsNullOrWhiteSpace(name) || name.Length > MaxName || name.Any(char.IsControl))
        {
            throw new ArgumentException($"A key's name says whose it is, in at most {MaxName} characters.", nameof(name));
        }

        if (grants.Count == 0)
        {
            throw new ArgumentException("A key without a grant opens nothing. Give at least one, such as reader.", nameof(grants));
        }

        if (expires <= now)
        {
            throw new ArgumentException($"The key would have ended already, at {expires:u}.", nameof(expires));
        }

        var (id, secret) = ("", "");
        _log.Write(state =>
        {
            do
            {
                id = Hex(RandomNumberGenerator.GetBytes(IdLength / 2));
            }
            while (state.Keys.ContainsKey(id));
            secret = $"{Prefix}{id}_{Hex(RandomNumberGenerator.GetBytes(SecretLength / 2))}";
            return [new KeyEvent(now, by ?? Environment.UserName, id)
            {
                Hash = Hash(secret),
                Name = name,
                Grants = [.. grants.Select(g => g.ToString())],
                Expires = expires,
                Delegated = isDelegated ? true : null,
                Format = state.Keys.Count == 0 ? KeyState.Format : null,
            }];
        });
        return new NewAccessKey(Get(id)!, secret);
    }

    /// <summary>A key by its public name, valid or not; null where there is none.</summary>
    public AccessKey? Get(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return _log.Read(static (s, i) => s.Keys.TryGetValue(i, out var known) ? known.Key : null, id) is { } key ? WithUse(key) : null;
    }

    /// <summary>The key that a secret is of, where it is valid now; notes the use. Takes as long for a wrong secret as for a right one.</summary>
    /// <exception cref="TrackingException">The keys are damaged: what was revoked could be among what is lost, so none is taken.</exception>
    public AccessKey? Find(string? secret)
    {
        if (_log.Damage is [var damage, ..])
        {
            throw new TrackingException($"'{damage.File}' is damaged at byte {damage.Offset}, so no key is taken. {Remedy}");
        }

        if (secret is null || secret.Length != Prefix.Length + IdLength + 1 + SecretLength || !secret.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var id = secret.Substring(Prefix.Length, IdLength);
        var (key, hash) = _log.Read(static (s, i) => s.Keys.GetValueOrDefault(i), id);
        var isRight = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash(secret)), Encoding.ASCII.GetBytes(hash ?? Hash("")));
        if (key is null || !isRight || !key.IsValidAt(_folder.Time.GetUtcNow()))
        {
            return null;
        }

        NoteUse(id);
        return key;
    }

    /// <summary>Revokes a key, for good.</summary>
    /// <param name="id">Its public name.</param>
    /// <param name="by">Who does. Default: the user of this process.</param>
    /// <returns>Whether there was one that was not revoked before.</returns>
    public bool Revoke(string id, string? by = null)
    {
        ArgumentNullException.ThrowIfNull(id);
        return _log.Write(state => state.Keys.TryGetValue(id, out var known) && known.Key.Revoked is null
            ? [new KeyEvent(_folder.Time.GetUtcNow(), by ?? Environment.UserName, id)]
            : []).Count > 0;
    }

    private static string Hash(string secret) => Hex(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private static string Hex(byte[] bytes) => Convert.ToHexString(bytes).ToLowerInvariant();

    private AccessKey WithUse(AccessKey key)
    {
        var used = new FileInfo(Path.Combine(_folder.Used, key.Id));
        return used.Exists ? key with { LastUsed = used.LastWriteTimeUtc } : key;
    }

    // A file's time, not a line of the log: it is of interest, but vouches for nothing.
    private void NoteUse(string id)
    {
        try
        {
            var used = new FileInfo(Path.Combine(_folder.Used, id));
            var now = _folder.Time.GetUtcNow().UtcDateTime;
            if (used.Exists && (now - used.LastWriteTimeUtc).Duration() < UseStep)
            {
                return;
            }

            AccessFolder.Create(_folder.Used);
            File.WriteAllBytes(used.FullName, []);
            File.SetLastWriteTimeUtc(used.FullName, now);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A full disk keeps nobody out.
        }
    }
}

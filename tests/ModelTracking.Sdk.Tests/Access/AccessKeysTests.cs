using Microsoft.Extensions.Time.Testing;
using ModelTracking.Access;
using ModelTracking.Diagnostics;

namespace ModelTracking.Tests.Access;

/// <summary>Keys of those who use a store through a server.</summary>
public sealed class AccessKeysTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 26, 9, 0, 0, TimeSpan.Zero));

    public AccessKeysTests() => TrackingClient.Open(_folder["store"]).Dispose();

    public void Dispose() => _folder.Dispose();

    private AccessKeys Open() => AccessKeys.Open(_folder["store"], _time);

    private NewAccessKey Make(DateTimeOffset? expires = null) => Open().Create("ada", [AccessGrant.Parse("editor:experiment=digits")], expires, "grace");

    private string Log => Path.Combine(_folder["store"], "access", "keys.log");

    [Fact]
    public void T21_A_secret_has_256_random_bits_and_is_kept_as_its_hash_alone()
    {
        var (one, other) = (Make(), Make());
        Assert.Matches("^mtk_[0-9a-f]{8}_[0-9a-f]{64}$", one.Secret);
        Assert.NotEqual(one.Secret[13..], other.Secret[13..]);
        foreach (var file in Directory.EnumerateFiles(_folder["store"], "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain(one.Secret[13..], File.ReadAllText(file), StringComparison.Ordinal);
        }

        Assert.DoesNotContain(one.Secret[13..], $"{one} {one.Key}", StringComparison.Ordinal);
        Assert.Equal(("ada", "grace"), (Open().Find(one.Secret)!.Name, Open().Find(one.Secret)!.CreatedBy));
    }

    [Theory]
    [InlineData("")]
    [InlineData("mtk_")]
    [InlineData("mtk_{id}_")]
    [InlineData("mtk_{id}_0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("{secret}0")]
    [InlineData(" {secret}")]
    [InlineData("{SECRET}")]
    public void T21_What_is_not_exactly_the_secret_opens_nothing(string text)
    {
        var made = Make();
        Assert.Null(Open().Find(text
            .Replace("{id}", made.Key.Id, StringComparison.Ordinal)
            .Replace("{secret}", made.Secret, StringComparison.Ordinal)
            .Replace("{SECRET}", made.Secret.ToUpperInvariant(), StringComparison.Ordinal)));
        Assert.Null(Open().Find(null));
    }

    [Fact]
    public void T21_A_key_ends_when_it_was_said_to_and_when_it_is_revoked()
    {
        var (ending, revoked, keys) = (Make(_time.GetUtcNow().AddDays(1)), Make(), Open());
        Assert.NotNull(keys.Find(ending.Secret));
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Null(keys.Find(ending.Secret));
        Assert.NotNull(keys.Find(revoked.Secret));
        Assert.True(Open().Revoke(revoked.Key.Id));
        Assert.False(Open().Revoke(revoked.Key.Id));
        Assert.Null(keys.Find(revoked.Secret));
        Assert.All(keys.List(), k => Assert.False(k.IsValidAt(_time.GetUtcNow())));
    }

    [Fact]
    public void T21_When_a_key_was_last_used_is_known_to_the_minute()
    {
        var made = Make();
        Assert.Null(Open().Get(made.Key.Id)!.LastUsed);
        Open().Find(made.Secret);
        var first = _time.GetUtcNow();
        Assert.Equal(first, Open().Get(made.Key.Id)!.LastUsed);
        _time.Advance(TimeSpan.FromMinutes(5));
        Open().Find("mtk_" + made.Key.Id + "_" + new string('0', 64));
        Assert.Equal(first, Open().Get(made.Key.Id)!.LastUsed);
        Open().Find(made.Secret);
        Assert.Equal(_time.GetUtcNow(), Open().List()[0].LastUsed);
    }

    [Fact]
    public void A_log_of_keys_that_somebody_changed_lets_nobody_in()
    {
        var (made, other) = (Make(), Make());
        Open().Revoke(made.Key.Id);
        File.WriteAllText(Log, File.ReadAllText(Log).Replace("editor:experiment=digits", "administrator:experiment", StringComparison.Ordinal));
        Assert.Throws<TrackingException>(() => Open().Find(made.Secret));
        Assert.Throws<TrackingException>(() => Open().Find(other.Secret));
        Assert.Throws<TrackingException>(() => Make());
    }

    [Theory]
    [InlineData("", "reader")]
    [InlineData("a\nb", "reader")]
    [InlineData("ada", null)]
    public void A_key_without_a_name_or_a_right_is_not_made(string name, string? grant) =>
        Assert.Throws<ArgumentException>(() => Open().Create(name, grant is null ? [] : [AccessGrant.Parse(grant)]));

    [SkippableFact]
    public void T46_Keys_and_audit_log_are_for_the_owner_of_the_store_alone()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows gives rights by inheritance.");
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var folder = Path.Combine(_folder["store"], "access");
        Directory.CreateDirectory(folder);
        Assert.NotEqual(UnixFileMode.None, File.GetUnixFileMode(folder) & (UnixFileMode.OtherRead | UnixFileMode.GroupRead));
        Open().Find(Make().Secret);
        AuditLog.Open(_folder["store"], _time).Add("ada", "login", "dashboard");
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(folder));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Path.Combine(folder, "used")));
    }
}

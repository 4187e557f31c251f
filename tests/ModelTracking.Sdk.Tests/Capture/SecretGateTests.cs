using System.Text.RegularExpressions;
using ModelTracking.Capture.Secrets;

namespace ModelTracking.Tests.Capture;

/// <summary>What is done by hand, so that nobody waits for it, finds what the patterns would.</summary>
public class SecretGateTests
{
    private const RegexOptions AnyCase = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private static readonly Regex Strong = new(
        @"PASS[WCP]|PASS(?![A-Z])|PWD$|PWD_|SECRET|TOKEN(?!S|I[SZ]|_?(?:COUNT|TYPE|SIZE|DIM|LEN|EMBED|ID))|(?:API|ACCESS|PRIVATE|ACCOUNT|SIGNING|ENCRYPTION|SUBSCRIPTION|MASTER|AUTH|SHARED)_?KEY"
        + @"|CREDENTIAL|CONN(?:ECTION)?_?STR|_DSN$|^DSN$|JWT|COOKIE|_SAS$|SAS_|SAS_?TOKEN|_AUTH$|^AUTH(?!OR)|AUTHORIZATION|CERT(?!AIN)",
        AnyCase);

    private static readonly Regex Password = new("PASS[WCP]|(?<![A-Z])PASS(?![A-Z])|PWD$", AnyCase);

    private static readonly Regex Weak = new("_[Kk][Ee][Yy]$|^[Kk][Ee][Yy]$|[a-z]Key$", RegexOptions.CultureInvariant);

    private static readonly Regex Harmless = new(@"^(?:[+\-]?[0-9.]{1,7}(?:e[+\-]?[0-9]{1,3})?|true|false|yes|no|on|off|none|null|auto|default)\z", AnyCase);

    private static readonly string[] PartsOfNames =
    [
        "PASS", "pass", "word", "C", "P", "es", "ion", "PWD", "pwd", "_", "_", "_", "SECRET", "Token", "TOKEN", "s", "izer", "IS", "count", "TYPE", "size", "dim", "len", "embed", "id",
        "API", "access", "private", "ACCOUNT", "signing", "encryption", "subscription", "master", "Auth", "or", "orization", "shared", "key", "Key", "KEY", "mon", "a", "1",
        "CREDENTIAL", "conn", "ection", "STR", "string", "DSN", "jwt", "Cookie", "SAS", "cert", "ain", "x", "lr",
    ];

    private static readonly string[] PartsOfValues = ["+", "-", "0", "12", ".", "345", "e", "E", "6", "789", "true", "False", "on", "OFF", "auto", "default", "none", "x"];

    private static readonly string[] PartsOfText =
    [
        "-----BEGIN ", "RSA ", "PRIVATE KEY", "-----", "-----END ", "AKIA", "IOSFODNN7EXAMPLE", "ghp_", "github_pat_", "glpat-", "xoxb-", "hooks.slack.com/services/", "T0/B0/", "discord.com/api/webhooks/",
        "AIza", "ya29.", "GOCSPX-", "sk-", "sk_live_", "rk_test_", "hf_", "npm_", "oy2", "pypi-", "gsk_", "r8_", "dapi", "dop_v1_", "SG.", "hvs.", "AGE-SECRET-KEY-1", "eyJ", "AccountKey=", "SharedAccessKey=",
        "SharedAccessSignature=", "?sig=", "&X-Amz-Signature=", ";api_token=", "Bearer ", "Basic ", "https://", "user", ":", "pa55w0rd", "@", "host", "jdbc:oracle:thin:", "scott/tiger", "Server=", "db", ";", ",",
        "Password=", "pwd = ", "localhost:6379,", "password", "api_key", "token", "credential", "auth", "jwt", "dsn", "\"", "'", "=", " ", "\t", "\n", "<", ">", "</", "value=", "kind: Secret", "\"type\": \"service_account\"",
        "abcdef0123456789abcdef", "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "hunter2xx", ".", "-", "_",
        "mongodb://app:pa55w0rd@db", "jdbc:oracle:thin:scott/tiger@db", "Server=db;Password=hunter2xx;", "pwd=hunter2xx;server=", ":6379,ssl=True,password=hunter2xx",
    ];

    private static readonly (string Name, Regex Pattern, Func<string, bool> Gate)[] Gates =
    [
        ("shape", SecretPatterns.Shape(), SecretGates.Shape), ("address", SecretPatterns.Address(), SecretGates.Address), ("connection", SecretPatterns.ConnectionString(), SecretGates.ConnectionString),
        ("quoted", SecretPatterns.Quoted(), SecretGates.Quoted), ("plain", SecretPatterns.Plain(), SecretGates.Plain), ("document", SecretPatterns.Document(), SecretGates.Document),
    ];

    [Fact]
    public void Names_are_judged_as_the_patterns_say()
    {
        var random = new Random(5);
        var found = 0;
        for (var i = 0; i < 40_000; i++)
        {
            var name = Mix(random, PartsOfNames, 5);
            var isStrong = Strong.IsMatch(name);
            Assert.True(isStrong == NameWords.AreStrong(name), name);
            Assert.True(Password.IsMatch(name) == NameWords.ArePassword(name), name);
            Assert.True((isStrong || Weak.IsMatch(name)) == SecretNames.IsSecret(name), name);
            found += isStrong ? 1 : 0;
        }

        Assert.InRange(found, 4_000, 36_000);
    }

    [Fact]
    public void Values_are_judged_as_the_pattern_says()
    {
        var random = new Random(6);
        for (var i = 0; i < 20_000; i++)
        {
            var value = Mix(random, PartsOfValues, 4);
            Assert.True(Harmless.IsMatch(value) == SecretNames.IsHarmless(value), value);
        }
    }

    [Fact]
    public void Nothing_that_a_pattern_would_find_is_held_back_from_it()
    {
        var random = new Random(7);
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < 20_000; i++)
        {
            var text = Mix(random, PartsOfText, 8);
            foreach (var (name, pattern, gate) in Gates)
            {
                if (pattern.IsMatch(text))
                {
                    found[name] = found.GetValueOrDefault(name) + 1;
                    Assert.True(gate(text), $"{name}: {text}");
                }
            }
        }

        Assert.All(Gates, g => Assert.InRange(found.GetValueOrDefault(g.Name), 20, int.MaxValue));
    }

    [Theory]
    [InlineData("bert-base-uncased")]
    [InlineData("token-classification")]
    [InlineData("https://huggingface.co/datasets/squad?split=train")]
    [InlineData("/data/keys/train.csv")]
    [InlineData("epoch 12 loss 0.25 accuracy 0.93")]
    public void Ordinary_values_and_lines_cost_no_pattern(string text) => Assert.DoesNotContain(Gates, g => g.Gate(text));

    private static string Mix(Random random, string[] parts, int most) => string.Concat(Enumerable.Range(0, 1 + random.Next(most)).Select(_ => parts[random.Next(parts.Length)]));
}

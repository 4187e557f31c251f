using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using ModelTracking.Cli.Tests.Shared;
using ModelTracking.Tests;
using Spectre.Console;

namespace ModelTracking.Cli.Tests.Commands;

/// <summary>Keys, the audit log and a dashboard for others, from the command line.</summary>
public sealed partial class AccessTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public AccessTests() => TrackingClient.Open(_folder["store"]).Dispose();

    public void Dispose() => _folder.Dispose();

    private Task<ToolRun> Run(params string[] args) => ToolRun.Of(_folder["store"], Terminal.Unlimited, args, folder: _folder.Path);

    [GeneratedRegex("mtk_[0-9a-f]{8}_[0-9a-f]{64}")]
    private static partial Regex Secret();

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex Link();

    [Fact]
    public async Task A_key_is_made_shown_once_listed_without_its_secret_and_revoked()
    {
        Assert.Contains("There are no keys", (await Run("keys")).Output, StringComparison.Ordinal);
        var made = await Run("keys", "add", "ada", "--role", "editor:experiment=digits", "--role", "approver:model=churn");
        Assert.Equal(0, made.ExitCode);
        var secret = Secret().Match(made.Output).Value;
        var listed = (await Run("keys", "--json")).Json[0];
        Assert.Equal(("ada", true), (listed.GetProperty("name").GetString(), listed.GetProperty("isValid").GetBoolean()));
        Assert.Equal(["editor:experiment=digits", "approver:model=churn"], listed.GetProperty("grants").EnumerateArray().Select(g => g.GetString()!));
        Assert.Equal(Samples.Now.AddDays(90), listed.GetProperty("expires").GetDateTimeOffset());
        var table = await Run("keys");
        Assert.DoesNotContain(secret[13..], table.Output, StringComparison.Ordinal);
        Assert.Contains("opens nothing any more", (await Run("keys", "revoke", "ada")).Output, StringComparison.Ordinal);
        Assert.Contains("revoked", (await Run("keys")).Output, StringComparison.Ordinal);
        var audit = (await Run("audit", "--json")).Json;
        Assert.Equal(["key.revoke", "key.create"], audit.EnumerateArray().Select(e => e.GetProperty("action").GetString()!));
        Assert.Contains("editor:experiment=digits", (await Run("audit")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "needs a name", "keys", "add", "--role", "reader")]
    [InlineData(2, "at least one --role", "keys", "add", "ada")]
    [InlineData(2, "is no role", "keys", "add", "ada", "--role", "owner")]
    [InlineData(2, "is not a span", "keys", "add", "ada", "--role", "reader", "--expires", "soon")]
    [InlineData(1, "there is no key 'eve'", "keys", "revoke", "eve")]
    [InlineData(2, "Did you mean 'revoke'?", "keys", "revok", "ada")]
    [InlineData(1, "Nobody could log in", "ui", "--listen", "127.0.0.1", "--port", "0")]
    [InlineData(1, "Nobody could log in", "ui", "--listen", "0.0.0.0", "--port", "0")]
    [InlineData(2, "is no address of this machine", "ui", "--listen", "somewhere")]
    [InlineData(2, "is no address", "ui", "--url", "tracking")]
    [InlineData(2, "say with --listen", "ui", "--plain-http")]
    public async Task What_goes_wrong_is_told_with_its_exit_code(int exitCode, string message, params string[] args)
    {
        var run = await Run(args);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task T22_Beyond_loopback_without_encryption_it_does_not_start()
    {
        await Run("keys", "add", "ada", "--role", "reader");
        Assert.Contains("plain text", (await Run("ui", "--listen", "0.0.0.0", "--port", "0", "--url", "http://tracking.example.org")).Error, StringComparison.Ordinal);
        Assert.Contains("needs the address", (await Run("ui", "--listen", "any", "--port", "0", "--plain-http")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "is not what --sign-in takes")]
    [InlineData("{\"authority\":\"https://login.example.org\"}", "clientId")]
    [InlineData("{\"authority\":\"http://login.example.org\",\"clientId\":\"x\",\"roles\":{\"a\":[\"reader\"]}}", "begins with https")]
    [InlineData("{\"authority\":\"https://login.example.org\",\"clientId\":\"x\"}", "needs 'roles'")]
    [InlineData("{\"authority\":\"https://login.example.org\",\"clientId\":\"x\",\"roles\":{\"a\":[\"owner\"]}}", "is no role")]
    [InlineData("{\"authority\":\"https://login.example.org\",\"clientId\":\"x\",\"clientSecretVariable\":\"NONE\",\"roles\":{\"a\":[\"reader\"]}}", "NONE")]
    [InlineData("{\"authority\":\"https://login.example.org\",\"clientid\":\"x\"}", "clientid")]
    public async Task A_sign_in_that_is_not_whole_is_refused_with_what_is_missing(string json, string message)
    {
        await File.WriteAllTextAsync(_folder["signin.json"], json);
        var run = await Run("ui", "--listen", "127.0.0.1", "--port", "0", "--sign-in", "signin.json");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    private void WriteCertificate(string certificate, string key)
    {
        using var rsa = System.Security.Cryptography.RSA.Create(2048);
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=tracking.test", rsa, System.Security.Cryptography.HashAlgorithmName.SHA256, System.Security.Cryptography.RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(Samples.Now.AddDays(-1), Samples.Now.AddYears(50));
        File.WriteAllText(_folder[certificate], made.ExportCertificatePem());
        File.WriteAllText(_folder[key], rsa.ExportPkcs8PrivateKeyPem());
    }

    [Theory]
    [InlineData("none.pem", "key.pem", "cannot be used")]
    [InlineData("cert.pem", "none.pem", "cannot be used")]
    [InlineData("cert.pem", null, "--certificate-key")]
    [InlineData("key.pem", "key.pem", "cannot be used")]
    [InlineData("cert.pfx", null, "MODELTRACKING_CERTIFICATE_PASSWORD")]
    public async Task A_certificate_that_cannot_serve_is_refused_with_what_is_wrong(string certificate, string? key, string message)
    {
        await Run("keys", "add", "ada", "--role", "reader");
        WriteCertificate("cert.pem", "key.pem");
        await File.WriteAllTextAsync(_folder["cert.pfx"], "no certificate");
        var run = await Run(["ui", "--listen", "127.0.0.1", "--port", "0", "--certificate", certificate, .. key is null ? Array.Empty<string>() : ["--certificate-key", key]]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_certificate_it_speaks_HTTPS()
    {
        WriteCertificate("cert.pem", "key.pem");
        var (client, ui, ctrlC) = await ServeAsync(["--certificate", _folder["cert.pem"], "--certificate-key", _folder["key.pem"]]);
        using (client)
        using (ctrlC)
        {
            Assert.Equal("https", client.BaseAddress!.Scheme);
            Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("api/runs")).StatusCode);
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Secret().Match((await Run("keys", "add", "grace", "--role", "reader")).Output).Value);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("api/runs")).StatusCode);
            await ctrlC.CancelAsync();
            Assert.Equal(0, await ui);
        }
    }

    [Fact]
    public async Task A_dashboard_for_others_takes_their_keys_until_they_are_revoked()
    {
        var (client, ui, ctrlC) = await ServeAsync([]);
        using (client)
        using (ctrlC)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("api/runs")).StatusCode);
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Secret().Match((await Run("keys", "add", "grace", "--role", "reader")).Output).Value);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("api/runs")).StatusCode);
            await Run("keys", "revoke", "grace");
            Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("api/runs")).StatusCode);
            await ctrlC.CancelAsync();
            Assert.Equal(0, await ui);
        }
    }

    // Somebody has a key, else it would not start.
    private async Task<(HttpClient Client, Task<int> Ui, CancellationTokenSource CtrlC)> ServeAsync(string[] more)
    {
        await Run("keys", "add", "ada", "--role", "reader");
        var seen = new WatchedOutput();
        var ctrlC = new CancellationTokenSource();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(seen) });
        console.Profile.Width = Terminal.Unlimited;
        var terminal = new Terminal(console, () => new MemoryStream(), TextWriter.Null) { Variable = _ => null, Time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Samples.Now) };
        var ui = Tool.RunAsync(["ui", "--store", _folder["store"], "--listen", "127.0.0.1", "--port", "0", .. more], terminal, ctrlC.Token);
        await seen.Saw("Ctrl+C ends it.");
        var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, certificate, _, _) => certificate!.Subject == "CN=tracking.test" };
        return (new HttpClient(handler) { BaseAddress = new Uri(Link().Match(seen.ToString()).Value) }, ui, ctrlC);
    }
}

using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelTracking.Diagnostics;
using ModelTracking.Tests;

namespace ModelTracking.MLflow.Tests.Connection;

/// <summary>A server behind TLS with certificates of its own, which asks for ours.</summary>
public sealed class TlsTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private WebApplication? _server;
    private string _uri = "";

    public async Task InitializeAsync()
    {
        using var authority = Authority("lab");
        using var stranger = Authority("stranger");
        using var server = Issue(authority, "localhost");
        await File.WriteAllTextAsync(_folder["ca.pem"], authority.ExportCertificatePem());
        await File.WriteAllTextAsync(_folder["other-ca.pem"], stranger.ExportCertificatePem());
        await WriteAsync("client.pem", Issue(authority, "alice"));
        await WriteAsync("stranger.pem", Issue(stranger, "mallory"));
        var trusted = X509CertificateLoader.LoadCertificate(authority.Export(X509ContentType.Cert));
        var own = X509CertificateLoader.LoadPkcs12(server.Export(X509ContentType.Pkcs12), null);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.UseHttps(https =>
        {
            https.ServerCertificate = own;
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.ClientCertificateValidation = (certificate, _, _) => certificate.Issuer == trusted.Subject;
        })));
        _server = builder.Build();
        _server.Run(c => c.Response.WriteAsync(c.Connection.ClientCertificate!.Subject == "CN=alice" ? "3.8.0" : "0.0.1"));
        await _server.StartAsync();
        _uri = _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
    }

    public async Task DisposeAsync()
    {
        await _server!.DisposeAsync();
        _folder.Dispose();
    }

    private MlflowOptions Options(string? ca, string? client, bool? insecure = null) => new()
    {
        Uri = _uri,
        ServerCertificatePath = ca is null ? null : _folder[ca],
        ClientCertificatePath = client is null ? null : _folder[client],
        InsecureTls = insecure,
        MaxRetries = 0,
        Variable = _ => null,
        Home = _folder.Path,
    };

    private static async Task<string?> VersionAsync(MlflowOptions options)
    {
        using var mlflow = new MlflowClient(options);
        return await mlflow.GetVersionAsync();
    }

    [Fact]
    public async Task Who_shows_his_certificate_is_let_in() => Assert.Equal("3.8.0", await VersionAsync(Options("ca.pem", "client.pem")));

    [Fact]
    public async Task Certificates_named_in_the_environment_count_as_well()
    {
        var options = Options(null, null);
        options.Variable = name => name switch
        {
            "MLFLOW_TRACKING_SERVER_CERT_PATH" => _folder["ca.pem"],
            "MLFLOW_TRACKING_CLIENT_CERT_PATH" => _folder["client.pem"],
            _ => null,
        };
        Assert.Equal("3.8.0", await VersionAsync(options));
    }

    [Theory]
    [InlineData("ca.pem", null)]
    [InlineData("ca.pem", "stranger.pem")]
    [InlineData("other-ca.pem", "client.pem")]
    [InlineData(null, "client.pem")]
    public async Task Who_shows_none_or_a_strange_one_and_whom_we_do_not_trust_is_not_talked_to(string? ca, string? client)
    {
        var error = await Assert.ThrowsAsync<MlflowException>(() => VersionAsync(Options(ca, client)));
        Assert.Null(error.StatusCode);
    }

    [Fact]
    public async Task Any_certificate_is_taken_where_that_is_asked_for_by_name() => Assert.Equal("3.8.0", await VersionAsync(Options(null, "client.pem", insecure: true)));

    [Fact]
    public void A_file_that_holds_no_certificate_and_settings_that_contradict_each_other_say_so()
    {
        File.WriteAllText(_folder["empty.pem"], "nothing");
        Assert.Contains("PEM", Assert.Throws<TrackingException>(() => new MlflowClient(Options("ca.pem", "empty.pem"))).Message, StringComparison.Ordinal);
        Assert.Contains("only one", Assert.Throws<TrackingException>(() => new MlflowClient(Options("ca.pem", null, insecure: true))).Message, StringComparison.Ordinal);
    }

    private static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
    }

    private static X509Certificate2 Issue(X509Certificate2 authority, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, false));
        using var bare = request.Create(authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1), RandomNumberGenerator.GetBytes(8));
        return bare.CopyWithPrivateKey(key);
    }

    private async Task WriteAsync(string file, X509Certificate2 certificate)
    {
        using (certificate)
        {
            using var key = certificate.GetECDsaPrivateKey()!;
            await File.WriteAllTextAsync(_folder[file], $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
        }
    }
}

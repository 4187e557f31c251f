using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ModelTracking.Cli.Tests.Shared;

/// <summary>An OpenID Connect provider that signs everybody in as one user.</summary>
internal sealed class FakeProvider : IAsyncDisposable
{
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, string> _nonces = new(StringComparer.Ordinal);
    private WebApplication? _app;

    public string Address => _app!.Urls.First();

    /// <summary>The groups of the user who signs in.</summary>
    public string[] Groups { get; set; } = [];

    /// <summary>Who the token is made for; the client's id where it is right.</summary>
    public string Audience { get; set; } = "dashboard";

    /// <summary>Signs tokens with a key that it does not publish.</summary>
    public bool IsForged { get; set; }

    public static async Task<FakeProvider> StartAsync()
    {
        var provider = new FakeProvider();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = provider._app = builder.Build();
        app.MapGet("/.well-known/openid-configuration", provider.DescribeAsync);
        app.MapGet("/keys", context => context.Response.WriteAsync($"{{\"keys\":[{provider.PublicKey()}]}}"));
        app.MapGet("/authorize", provider.Authorize);
        app.MapPost("/token", provider.TokenAsync);
        await app.StartAsync();
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await _app!.DisposeAsync();
        _rsa.Dispose();
    }

    private Task DescribeAsync(HttpContext context) => context.Response.WriteAsync(
        $"{{\"issuer\":\"{Address}\",\"authorization_endpoint\":\"{Address}/authorize\",\"token_endpoint\":\"{Address}/token\",\"jwks_uri\":\"{Address}/keys\","
        + "\"response_types_supported\":[\"code\"],\"subject_types_supported\":[\"public\"],\"id_token_signing_alg_values_supported\":[\"RS256\"]}");

    private string PublicKey()
    {
        var key = _rsa.ExportParameters(false);
        return $"{{\"kty\":\"RSA\",\"use\":\"sig\",\"kid\":\"one\",\"alg\":\"RS256\",\"n\":\"{Base64UrlEncoder.Encode(key.Modulus!)}\",\"e\":\"{Base64UrlEncoder.Encode(key.Exponent!)}\"}}";
    }

    private Task Authorize(HttpContext context)
    {
        var query = context.Request.Query;
        var code = Guid.NewGuid().ToString("N");
        _nonces[code] = query["nonce"].ToString();
        Assert.Equal("S256", query["code_challenge_method"].ToString());
        context.Response.Redirect($"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(query["state"].ToString())}");
        return Task.CompletedTask;
    }

    private async Task TokenAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        using var other = RSA.Create(2048);
        var signer = new RsaSecurityKey(IsForged ? other : _rsa) { KeyId = "one", CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false } };
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Address,
            Audience = Audience,
            Expires = DateTime.UtcNow.AddMinutes(5),
            SigningCredentials = new SigningCredentials(signer, SecurityAlgorithms.RsaSha256),
            Subject = new ClaimsIdentity([new("sub", "u1"), new("name", "Ada Lovelace"), new("nonce", _nonces[form["code"].ToString()]), .. Groups.Select(g => new Claim("groups", g))]),
        });
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync($"{{\"access_token\":\"x\",\"token_type\":\"Bearer\",\"expires_in\":300,\"id_token\":\"{token}\"}}");
    }
}

using Azure.Core;
using Azure.Identity;

namespace ModelTracking.AzureML.Tokens;

/// <summary>Tokens of an identity that signs in at Entra. Thread-safe.</summary>
internal sealed class EntraTokens(TokenCredential? credential, string scope)
{
    private readonly Lazy<TokenCredential> _credential = new(() => credential ?? new DefaultAzureCredential());

    public ValueTask<AccessToken> GetAsync(AccessToken? present, CancellationToken cancellationToken) =>
        _credential.Value.GetTokenAsync(new TokenRequestContext([scope]), cancellationToken);
}

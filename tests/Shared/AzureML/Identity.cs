using Azure.Core;

namespace AzureML.Stub;

/// <summary>Somebody who is signed in, and whose tokens last as long as it is said.</summary>
public sealed class Identity(AzureService service, TimeSpan lifetime) : TokenCredential
{
    /// <summary>What each token was asked for.</summary>
    public List<string> Scopes { get; } = [];

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        Scopes.AddRange(requestContext.Scopes);
        var token = service.Issue(lifetime);
        return new AccessToken(token, service.ExpiryOf(token));
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => ValueTask.FromResult(GetToken(requestContext, cancellationToken));
}

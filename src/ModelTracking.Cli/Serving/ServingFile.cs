namespace ModelTracking.Cli.Serving;

/// <summary>The file that <c>ui --sign-in</c> takes: an organisation's OpenID Connect, and the roles of its users.</summary>
internal sealed record ServingFile
{
    /// <summary>The address of the provider, such as <c>https://login.example.org/realms/team</c>.</summary>
    public string? Authority { get; init; }

    public string? ClientId { get; init; }

    /// <summary>The environment variable that holds the client's secret.</summary>
    public string? ClientSecretVariable { get; init; }

    // Set, not init: what the file leaves out keeps its default.

    /// <summary>What is asked for besides <c>openid profile</c>.</summary>
    public IReadOnlyList<string> Scopes { get; set; } = [];

    /// <summary>The claim whose values give roles.</summary>
    public string RoleClaim { get; set; } = "groups";

    /// <summary>Roles by the claim's value; <c>*</c> for everybody.</summary>
    public Dictionary<string, string[]> Roles { get; set; } = [];
}

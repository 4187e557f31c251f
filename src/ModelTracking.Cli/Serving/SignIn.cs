using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ModelTracking.Dashboard;

namespace ModelTracking.Cli.Serving;

/// <summary>An organisation's sign-in (OpenID Connect) for a dashboard that is served by the tool.</summary>
internal static class SignIn
{
    private const string Scheme = "oidc";

    /// <summary>Adds the sign-in that a file describes.</summary>
    /// <param name="serving">How the dashboard is served.</param>
    /// <param name="file">The file's full path.</param>
    /// <param name="variable">Reads an environment variable.</param>
    /// <exception cref="ToolException">The file is not what it should be.</exception>
    public static void Add(DashboardServing serving, string file, Func<string, string?> variable)
    {
        var wanted = Read(file);
        var secret = wanted.ClientSecretVariable is { } name
            ? variable(name) ?? throw ToolException.BadUsage($"the environment variable {name}, which holds the client's secret, is not set.")
            : null;
        if (wanted is not { Authority: { } authority, ClientId: { } client } || !Uri.TryCreate(authority, UriKind.Absolute, out var address))
        {
            throw ToolException.BadUsage($"'{file}' needs 'authority', the address of the provider, and 'clientId'.");
        }

        if (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
        {
            throw ToolException.BadUsage($"the provider '{authority}' is asked for identities, so its address begins with https.");
        }

        serving.SignInScheme = Scheme;
        serving.Roles = RolesOf(wanted, file);
        serving.Authentication = authentication => authentication.AddOpenIdConnect(Scheme, options =>
        {
            options.SignInScheme = DashboardServing.SessionScheme;
            options.Authority = authority;
            options.RequireHttpsMetadata = address.Scheme == Uri.UriSchemeHttps;
            options.ClientId = client;
            options.ClientSecret = secret;
            options.ResponseType = "code";
            options.ResponseMode = "query";
            options.UsePkce = true;
            options.MapInboundClaims = false;
            options.SaveTokens = false;
            options.CallbackPath = "/login/callback";
            options.TokenValidationParameters.NameClaimType = "name";
            options.CorrelationCookie.SameSite = options.NonceCookie.SameSite = SameSiteMode.Lax;
            options.CorrelationCookie.SecurePolicy = options.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;

            // Whatever went wrong, the login page is where one begins anew.
            options.Events.OnRemoteFailure = context =>
            {
                context.HandleResponse();
                context.Response.Redirect("/login");
                return Task.CompletedTask;
            };
            foreach (var scope in wanted.Scopes)
            {
                options.Scope.Add(scope);
            }
        });
    }

    private static ServingFile Read(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return JsonSerializer.Deserialize(stream, ServingJson.Default.ServingFile) ?? throw ToolException.BadUsage($"'{file}' is empty.");
        }
        catch (JsonException exception)
        {
            throw ToolException.BadUsage($"'{file}' is not what --sign-in takes: {exception.Message}");
        }
    }

    private static ClaimRoles RolesOf(ServingFile wanted, string file)
    {
        var roles = new ClaimRoles(wanted.RoleClaim);
        try
        {
            foreach (var (value, grants) in wanted.Roles)
            {
                roles.Add(value, grants);
            }
        }
        catch (FormatException exception)
        {
            throw ToolException.BadUsage($"'{file}': {exception.Message}");
        }

        return roles.Grants.Count > 0 ? roles : throw ToolException.BadUsage($"'{file}' needs 'roles', which say what users may do, such as {{\"ml-team\": [\"editor\"]}}.");
    }
}

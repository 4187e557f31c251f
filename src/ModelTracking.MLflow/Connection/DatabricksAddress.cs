using ModelTracking.Diagnostics;

namespace ModelTracking.MLflow.Connection;

/// <summary>
/// A Databricks workspace and what lets us in, from the environment or a profile of <c>~/.databrickscfg</c>: a token, or the id and secret of a service principal.
/// </summary>
internal static class DatabricksAddress
{
    /// <param name="options">What was set in code, and where the rest is looked up.</param>
    /// <param name="name">A profile, or the host of the workspace that the environment names, as cursors have it. Default: what the environment says.</param>
    /// <exception cref="TrackingException">Workspace or credentials are missing; the message says what to set.</exception>
    public static MlflowAddress Resolve(MlflowOptions options, string? name)
    {
        var path = options.Setting(null, "DATABRICKS_CONFIG_FILE") ?? Path.Combine(options.Home, ".databrickscfg");
        var isHost = name is not null && name.Contains('.', StringComparison.Ordinal) && IniFile.Section(path, name) is null;
        var found = name is null || isHost ? FromEnvironment(options, path) : FromProfile(options, path, name);
        if (found.Host is null || (found.Token is null && options.TokenProvider is null && !found.IsMachine))
        {
            throw new TrackingException(name is null || isHost
                ? $"The Databricks workspace is not known. Set DATABRICKS_HOST and DATABRICKS_TOKEN (or DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET of a service principal), or write 'host' and 'token' under [DEFAULT] in '{path}'."
                : $"The Databricks profile '{name}' has no host and token. Write them (or host, client_id and client_secret) under [{name}] in '{path}'.");
        }

        var address = found.Host.Contains("://", StringComparison.Ordinal) ? found.Host : "https://" + found.Host;
        if (!Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out var server))
        {
            throw new TrackingException($"The Databricks host '{found.Host}' is not an address. It looks like https://adb-123.4.azuredatabricks.net.");
        }

        if (isHost && !server.Host.Equals(name, StringComparison.OrdinalIgnoreCase))
        {
            throw new TrackingException($"'{name}' is another Databricks workspace than '{server.Host}', which the environment names. Set DATABRICKS_HOST and its credentials, or give a profile of '{path}'.");
        }

        return new MlflowAddress(server, options.Profile ?? MlflowProfile.Databricks, name is null || isHost ? $"databricks://{server.Host}" : $"databricks://{name}", found.Token)
        {
            TokenProvider = found is { Token: null, IsMachine: true } && options.TokenProvider is null ? new ClientCredentials(server, found.Id!, found.Secret!, options).GetAsync : null,
        };
    }

    private static Found FromEnvironment(MlflowOptions options, string path)
    {
        if (options.Setting(null, "DATABRICKS_HOST") is not { } host)
        {
            return FromProfile(options, path, options.Setting(null, "DATABRICKS_CONFIG_PROFILE") ?? "DEFAULT");
        }

        return new Found(host, options.Setting(options.Token, "DATABRICKS_TOKEN"), options.Setting(null, "DATABRICKS_CLIENT_ID"), options.Setting(null, "DATABRICKS_CLIENT_SECRET"));
    }

    private static Found FromProfile(MlflowOptions options, string path, string profile)
    {
        var section = IniFile.Section(path, profile);
        return new Found(section?.GetValueOrDefault("host"), options.Token ?? section?.GetValueOrDefault("token"), section?.GetValueOrDefault("client_id"), section?.GetValueOrDefault("client_secret"));
    }

    private readonly record struct Found(string? Host, string? Token, string? Id, string? Secret)
    {
        public bool IsMachine => Id is { Length: > 0 } && Secret is { Length: > 0 };
    }
}

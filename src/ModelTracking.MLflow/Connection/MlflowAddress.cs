using ModelTracking.Diagnostics;

namespace ModelTracking.MLflow.Connection;

/// <summary>Where a tracking URI leads.</summary>
/// <param name="Server">Base address with user and password, if it has them.</param>
/// <param name="Profile">The kind of server.</param>
/// <param name="Name">The URI as it may be shown and stored.</param>
/// <param name="Token">A token that belongs to it.</param>
internal sealed record MlflowAddress(Uri Server, MlflowProfile Profile, string Name, string? Token)
{
    private const string DatabricksScheme = "databricks";

    public static bool Knows(string uri) =>
        uri.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || uri.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || uri == DatabricksScheme || uri.StartsWith(DatabricksScheme + "://", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="TrackingException">The URI is none of a tracking server, or its profile is missing.</exception>
    public static MlflowAddress Resolve(MlflowOptions options)
    {
        var uri = options.Setting(options.Uri, "MLFLOW_TRACKING_URI")
            ?? throw new TrackingException("No tracking server is named. Set MLFLOW_TRACKING_URI, for example to http://localhost:5000, or MlflowOptions.Uri.");
        if (uri == DatabricksScheme || uri.StartsWith(DatabricksScheme + "://", StringComparison.OrdinalIgnoreCase))
        {
            return Databricks(options, uri);
        }

        if (uri.StartsWith("azureml:", StringComparison.OrdinalIgnoreCase))
        {
            throw new TrackingException($"'{uri}' is a workspace of Azure ML. Add the package ModelTracking.AzureML, and UseAzureML() or AzureMLOptions.ToMlflow().");
        }

        if (!Knows(uri) || !Uri.TryCreate(uri.TrimEnd('/') + "/", UriKind.Absolute, out var server))
        {
            throw new TrackingException($"'{uri}' is not the address of a tracking server. Give one such as http://localhost:5000, or 'databricks://profile'.");
        }

        var shown = new UriBuilder(server) { UserName = "", Password = "", Query = "", Fragment = "" }.Uri;
        return new MlflowAddress(server, options.Profile ?? Guess(server), options.Name ?? shown.AbsoluteUri.TrimEnd('/'), null);
    }

    private static MlflowProfile Guess(Uri server) =>
        server.Host.EndsWith(".azuredatabricks.net", StringComparison.OrdinalIgnoreCase)
        || server.Host.EndsWith(".cloud.databricks.com", StringComparison.OrdinalIgnoreCase)
        || server.Host.EndsWith(".gcp.databricks.com", StringComparison.OrdinalIgnoreCase) ? MlflowProfile.Databricks : MlflowProfile.OpenSource;

    private static MlflowAddress Databricks(MlflowOptions options, string uri)
    {
        var profile = uri.Length > DatabricksScheme.Length + 3 ? uri[(DatabricksScheme.Length + 3)..].TrimEnd('/') : null;
        var host = profile is null ? options.Setting(null, "DATABRICKS_HOST") : null;
        var token = profile is null ? options.Setting(options.Token, "DATABRICKS_TOKEN") : options.Token;
        var path = options.Setting(null, "DATABRICKS_CONFIG_FILE") ?? Path.Combine(options.Home, ".databrickscfg");
        if (host is null && IniFile.Section(path, profile ?? options.Setting(null, "DATABRICKS_CONFIG_PROFILE") ?? "DEFAULT") is { } section)
        {
            host = section.GetValueOrDefault("host");
            token ??= section.GetValueOrDefault("token");
        }

        if (host is null || (token is null && options.TokenProvider is null))
        {
            throw new TrackingException(profile is null
                ? $"The Databricks workspace is not known. Set DATABRICKS_HOST and DATABRICKS_TOKEN, or write 'host' and 'token' under [DEFAULT] in '{path}'."
                : $"The Databricks profile '{profile}' has no host and token. Write them under [{profile}] in '{path}'.");
        }

        var address = host.Contains("://", StringComparison.Ordinal) ? host : "https://" + host;
        if (!Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out var server))
        {
            throw new TrackingException($"The Databricks host '{host}' is not an address. It looks like https://adb-123.4.azuredatabricks.net.");
        }

        return new MlflowAddress(server, options.Profile ?? MlflowProfile.Databricks, profile is null ? $"databricks://{server.Host}" : uri.TrimEnd('/'), token);
    }
}

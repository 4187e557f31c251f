using ModelTracking.Diagnostics;

namespace ModelTracking.MLflow.Connection;

/// <summary>Where a tracking URI leads.</summary>
/// <param name="Server">Base address with user and password, if it has them.</param>
/// <param name="Profile">The kind of server.</param>
/// <param name="Name">The URI as it may be shown and stored.</param>
/// <param name="Token">A token that belongs to it.</param>
internal sealed record MlflowAddress(Uri Server, MlflowProfile Profile, string Name, string? Token)
{
    /// <summary>Gives tokens, where there is none that stays.</summary>
    public Func<bool, CancellationToken, ValueTask<string>>? TokenProvider { get; init; }

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
            return DatabricksAddress.Resolve(options, uri.Length > DatabricksScheme.Length + 3 ? uri[(DatabricksScheme.Length + 3)..].TrimEnd('/') : null);
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
}

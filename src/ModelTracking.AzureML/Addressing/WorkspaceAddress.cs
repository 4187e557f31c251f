using System.Text.RegularExpressions;
using ModelTracking.Diagnostics;

namespace ModelTracking.AzureML.Addressing;

/// <summary>Where a workspace is. The host is always taken from the address as it was given: private and sovereign clouds have others than a region's.</summary>
/// <param name="Host">Host, with the port if it has one.</param>
/// <param name="Scope">The path of the workspace: <c>subscriptions/.../workspaces/NAME</c>.</param>
internal sealed partial record WorkspaceAddress(string Host, string Scope)
{
    public const string Scheme = "azureml://";
    private const string Example = "azureml://REGION.api.azureml.ms/mlflow/v1.0/subscriptions/.../resourceGroups/.../providers/Microsoft.MachineLearningServices/workspaces/...";

    /// <summary>MLflow's base address. The version in the given address is that of the address, not of the protocol, which is 2.0.</summary>
    public Uri Tracking => new($"https://{Host}/mlflow/v2.0/{Scope}/");

    /// <summary>Base address of another of the workspace's services, for example <c>history/v1.0</c>.</summary>
    public Uri Service(string service) => new($"https://{Host}/{service}/{Scope}/");

    /// <summary>The address that opens the workspace again.</summary>
    public string Uri => $"{Scheme}{Host}/mlflow/v1.0/{Scope}";

    /// <summary>Whether a URI names a workspace.</summary>
    public static bool Knows(string uri) => uri.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || Workspace().IsMatch(uri);

    /// <exception cref="TrackingException">It names none.</exception>
    public static WorkspaceAddress Parse(string uri)
    {
        if (Workspace().Match(uri) is { Success: true } match)
        {
            return new WorkspaceAddress(match.Groups["host"].Value, match.Groups["scope"].Value);
        }

        throw new TrackingException(Registry().IsMatch(uri)
            ? $"'{uri}' is a registry of Azure ML, which keeps models and no runs. Give a workspace's address: its property 'mlflow_tracking_uri'."
            : $"'{uri}' is not the address of an Azure ML workspace. Give the workspace's property 'mlflow_tracking_uri', which looks like {Example}.");
    }

    // What follows the workspace (queries of older jobs such as ?is-remote=True) says nothing that is needed.
    [GeneratedRegex(@"^(?:azureml|https)://(?<host>[^/?#]+)/mlflow/v[\d.]+/(?<scope>subscriptions/[^/?#]+/resourceGroups/[^/?#]+/providers/Microsoft\.MachineLearningServices/workspaces/[^/?#]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Workspace();

    [GeneratedRegex(@"^azureml://[^/?#]+/mlflow/v[\d.]+/.*registries/", RegexOptions.IgnoreCase)]
    private static partial Regex Registry();
}

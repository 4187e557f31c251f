using AzureML.Stub;
using ModelTracking.AzureML.Addressing;
using ModelTracking.Diagnostics;
using ModelTracking.Replication;

namespace ModelTracking.AzureML.Tests;

/// <summary>Which addresses are taken, and where they lead.</summary>
public class AddressTests
{
    private const string Tracking = $"https://{AzureService.Host}/mlflow/v2.0/{AzureService.Scope}/";

    [Theory]
    [InlineData(AzureService.Uri)]
    [InlineData($"azureml://{AzureService.Host}/mlflow/v2.0/{AzureService.Scope}")]
    [InlineData($"azureml://{AzureService.Host}/mlflow/v1.0/{AzureService.Scope}?&is-remote=True&region=westeurope")]
    [InlineData($"https://{AzureService.Host}/mlflow/v2.0/{AzureService.Scope}/")]
    public void A_workspace_is_called_at_its_own_host_with_the_protocol_of_today(string uri) =>
        Assert.Equal(Tracking, new AzureMLOptions { Uri = uri }.ToMlflow().Uri);

    [Fact]
    public void A_private_host_and_its_port_stay() =>
        Assert.Equal($"https://team.private.contoso.com:8443/mlflow/v2.0/{AzureService.Scope}/", new AzureMLOptions { Uri = $"azureml://team.private.contoso.com:8443/mlflow/v1.0/{AzureService.Scope}" }.ToMlflow().Uri);

    [Theory]
    [InlineData("azureml://westeurope.api.azureml.ms/mlflow/v1.0/registries/shared", "registry")]
    [InlineData("azureml://somewhere", "mlflow_tracking_uri")]
    public void Another_address_is_refused_with_what_to_give(string uri, string word) =>
        Assert.Contains(word, Assert.Throws<TrackingException>(() => new AzureMLOptions { Uri = uri }.ToMlflow()).Message, StringComparison.Ordinal);

    [Fact]
    public void Without_any_address_it_is_said_where_one_comes_from() =>
        Assert.Contains("mlflow_tracking_uri", Assert.Throws<TrackingException>(() => new AzureMLOptions { Variable = _ => null }.ToMlflow()).Message, StringComparison.Ordinal);

    [Fact]
    public void Inside_a_job_the_parts_are_enough()
    {
        var variables = new Dictionary<string, string>
        {
            ["AZUREML_SERVICE_ENDPOINT"] = $"https://{AzureService.Host}",
            ["AZUREML_ARM_SUBSCRIPTION"] = "00000000-0000-0000-0000-000000000001",
            ["AZUREML_ARM_RESOURCEGROUP"] = "ml",
            ["AZUREML_ARM_WORKSPACE_NAME"] = "team",
        };
        Assert.Equal(Tracking, new AzureMLOptions { Variable = variables.GetValueOrDefault }.ToMlflow().Uri);
    }

    [Theory]
    [InlineData("eastus.api.azureml.ms", "https://management.azure.com/.default")]
    [InlineData("usgovvirginia.api.ml.azure.us", "https://management.usgovcloudapi.net/.default")]
    [InlineData("chinaeast2.api.ml.azure.cn", "https://management.chinacloudapi.cn/.default")]
    public void A_sovereign_cloud_has_its_own_scope(string host, string scope) =>
        Assert.Equal(scope, Clouds.ScopeOf(WorkspaceAddress.Parse($"azureml://{host}/mlflow/v1.0/{AzureService.Scope}")));

    [Theory]
    [InlineData(AzureService.Uri)]
    [InlineData(Tracking)]
    public async Task The_core_finds_the_package_by_the_address_and_the_name_opens_it_again(string uri)
    {
        await using var target = ReplicationSchemes.Open(uri);
        Assert.Equal(AzureService.Uri, target.Name);
        Assert.Equal(200, target.Limits.PointsOfSeries);
        await using var again = ReplicationSchemes.Open(target.Name);
        Assert.Equal(target.Name, again.Name);
    }
}

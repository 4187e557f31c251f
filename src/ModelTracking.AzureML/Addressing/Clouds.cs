namespace ModelTracking.AzureML.Addressing;

/// <summary>What tokens are asked for, cloud by cloud.</summary>
internal static class Clouds
{
    private static readonly (string Suffix, string Scope)[] All =
    [
        (".azure.us", "https://management.usgovcloudapi.net/.default"),
        (".azure.cn", "https://management.chinacloudapi.cn/.default"),
        ("", "https://management.azure.com/.default"),
    ];

    public static string ScopeOf(WorkspaceAddress address) =>
        All.First(c => address.Host.Split(':')[0].EndsWith(c.Suffix, StringComparison.OrdinalIgnoreCase)).Scope;
}

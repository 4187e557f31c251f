using ModelTracking.AzureML.Addressing;
using ModelTracking.AzureML.Artifacts;
using ModelTracking.MLflow;

namespace ModelTracking.AzureML.Profiles;

/// <summary>How Azure ML differs from MLflow's own server. Data only.</summary>
internal static class AzureMLProfile
{
    /// <summary>What to do where the workspace does not let us in.</summary>
    public const string Remedy = "Sign in ('az login', a managed identity, or AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET), or set AzureMLOptions.Credential, and see that the identity has the role 'AzureML Data Scientist' in the workspace.";

    public static MlflowProfile Of(WorkspaceAddress address, JobEnvironment job) => new()
    {
        Name = "Azure ML",
        Artifacts = connection => new RunHistoryArtifacts(connection, address),
        EndsByItself = id => id == job.EndsByItself,
        HasLoggedModels = false,
        KeepsFilesOfRunsOnly = true,
        Remedy = Remedy,
        Limits = new MlflowLimits
        {
            // 250 rows of one metric are taken today, 200 were before.
            BatchMetricsOfKey = 200,
            TagKey = 100,
            TagValue = 1000,
            RunName = 256,
            ExperimentName = 256,
            RunParams = 200,
            RunMetrics = 50,
            RunTags = 50,
        },
    };
}

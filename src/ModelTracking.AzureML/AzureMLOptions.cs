using Azure.Core;
using ModelTracking.AzureML.Addressing;
using ModelTracking.AzureML.Profiles;
using ModelTracking.AzureML.Tokens;
using ModelTracking.Diagnostics;
using ModelTracking.MLflow;

namespace ModelTracking.AzureML;

/// <summary>How to reach a workspace of Azure Machine Learning. Plain values, read once; what is not set comes from the environment, which is enough inside a job.</summary>
public sealed class AzureMLOptions
{
    /// <summary>
    /// The workspace: its property <c>mlflow_tracking_uri</c> (<c>azureml://...</c>, or the same with <c>https://</c>). Default: <c>MLFLOW_TRACKING_URI</c>, else
    /// what <c>AZUREML_SERVICE_ENDPOINT</c> and <c>AZUREML_ARM_*</c> say.
    /// </summary>
    public string? Uri { get; set; }

    /// <summary>
    /// Who signs in. Default: the token that a job was started with, renewed in time; outside of jobs, and where that cannot be renewed, a
    /// <c>DefaultAzureCredential</c> (environment, workload and managed identity, Azure CLI and so on).
    /// </summary>
    public TokenCredential? Credential { get; set; }

    /// <summary>What tokens are asked for. Default: <c>https://management.azure.com/.default</c>, in other clouds by the workspace's host.</summary>
    public string? Scope { get; set; }

    /// <summary>The innermost handler of all requests but those of the credential, for proxies and tests. Default: a pooling one.</summary>
    public Func<HttpMessageHandler>? PrimaryHandler { get; set; }

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Looks up environment variables.</summary>
    internal Func<string, string?> Variable { get; set; } = System.Environment.GetEnvironmentVariable;

    /// <summary>The workspace in MLflow's terms: what <see cref="MlflowClient"/> and <see cref="MlflowConnection"/> take. Does not touch the network.</summary>
    /// <exception cref="TrackingException">The address is wrong or missing; the message says what to do.</exception>
    public MlflowOptions ToMlflow()
    {
        var job = JobEnvironment.Read(Variable);
        var uri = Uri ?? job.Uri ?? throw new TrackingException("No Azure ML workspace is named. Set AzureMLOptions.Uri, or MLFLOW_TRACKING_URI, to the workspace's property 'mlflow_tracking_uri'.");
        var address = WorkspaceAddress.Parse(uri);
        return new MlflowOptions
        {
            Uri = address.Tracking.AbsoluteUri,
            Name = address.Uri,
            Profile = AzureMLProfile.Of(address, job),
            TokenProvider = Tokens(address, job).GetAsync,
            PrimaryHandler = PrimaryHandler,
            TimeProvider = TimeProvider,
        };
    }

    private TokenSource Tokens(WorkspaceAddress address, JobEnvironment job)
    {
        var entra = new EntraTokens(Credential, Scope ?? Clouds.ScopeOf(address));
        if (Credential is not null)
        {
            return new TokenSource(null, [entra.GetAsync], TimeProvider);
        }

        var run = new RunTokens(address, job, PrimaryHandler, TimeProvider);
        return run.CanRenew ? new TokenSource(run.Given, [run.RenewAsync, entra.GetAsync], TimeProvider).KeepGood() : new TokenSource(run.Given, [entra.GetAsync], TimeProvider);
    }
}

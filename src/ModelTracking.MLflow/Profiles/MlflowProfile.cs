using ModelTracking.MLflow.Artifacts;

namespace ModelTracking.MLflow;

/// <summary>How one kind of tracking server differs from others: limits, artifacts, names. Data only; immutable.</summary>
public sealed record MlflowProfile
{
    /// <summary>MLflow's own server.</summary>
    public static MlflowProfile OpenSource { get; } = new() { Name = "MLflow" };

    /// <summary>Databricks: experiments are workspace paths, artifacts go to signed addresses.</summary>
    public static MlflowProfile Databricks { get; } = new()
    {
        Name = "Databricks",
        DefaultExperiment = "/Shared/default",
        ExperimentPrefix = "/Shared/",
        Artifacts = static c => new DatabricksArtifacts(c),
        // Its signed addresses are those of a run.
        HasLoggedModels = false,
        KeepsFilesOfRunsOnly = true,
        Limits = new MlflowLimits { RunParams = 1600, RunTags = 1600 },
        Remedy = "Set DATABRICKS_HOST and DATABRICKS_TOKEN (or DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET), or a profile in ~/.databrickscfg, and see that it may write the experiment.",
    };

    /// <summary>The service's name in messages.</summary>
    public required string Name { get; init; }

    /// <summary>What it takes. Default: <see cref="MlflowLimits.Standard"/>.</summary>
    public MlflowLimits Limits { get; init; } = MlflowLimits.Standard;

    /// <summary>The experiment of runs that name none. Default: <c>Default</c>.</summary>
    public string DefaultExperiment { get; init; } = "Default";

    /// <summary>Stands before an experiment's name that does not begin with a slash. Default: nothing.</summary>
    public string ExperimentPrefix { get; init; } = "";

    /// <summary>How artifacts are kept. Default: through the server, else in a folder that both see.</summary>
    public Func<MlflowConnection, IMlflowArtifactStore> Artifacts { get; init; } = static c => new ProxyArtifacts(c);

    /// <summary>Whether the service has aliases in its registry. Default: true.</summary>
    public bool HasAliases { get; init; } = true;

    /// <summary>Whether the service may know logged models as MLflow 3 does; a server that turns out not to is treated as one of 2.x. Default: true.</summary>
    public bool HasLoggedModels { get; init; } = true;

    /// <summary>Whether every artifact belongs to a run there, so that a model version without one is refused. Default: false.</summary>
    public bool KeepsFilesOfRunsOnly { get; init; }

    /// <summary>Whether a run with this identity at the service is ended by somebody else, so that its status is left alone. Default: never.</summary>
    public Func<string, bool> EndsByItself { get; init; } = static _ => false;

    /// <summary>What to set where the service does not let us in.</summary>
    public string Remedy { get; init; } = "Set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN, or write them to ~/.mlflow/credentials, and see that this user may edit the experiment.";
}

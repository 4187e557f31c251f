namespace ModelTracking.MLflow;

/// <summary>Everything that any answer may hold; servers leave out what is empty.</summary>
internal sealed record Answer
{
    public string? ExperimentId { get; init; }

    public MlflowExperiment? Experiment { get; init; }

    public List<MlflowExperiment>? Experiments { get; init; }

    public MlflowRun? Run { get; init; }

    public MlflowRunInfo? RunInfo { get; init; }

    public List<MlflowRun>? Runs { get; init; }

    public List<MlflowMetric>? Metrics { get; init; }

    public string? RootUri { get; init; }

    public List<MlflowFile>? Files { get; init; }

    public MlflowRegisteredModel? RegisteredModel { get; init; }

    public List<MlflowRegisteredModel>? RegisteredModels { get; init; }

    public MlflowModelVersion? ModelVersion { get; init; }

    public List<MlflowModelVersion>? ModelVersions { get; init; }

    public MlflowLoggedModel? Model { get; init; }

    public List<MlflowLoggedModel>? Models { get; init; }

    public MlflowUser? User { get; init; }

    public MlflowGrant? ExperimentPermission { get; init; }

    public MlflowGrant? RegisteredModelPermission { get; init; }

    public string? ArtifactUri { get; init; }

    public string? NextPageToken { get; init; }

    public string? UploadId { get; init; }

    public List<UploadCredential>? Credentials { get; init; }

    public List<ArtifactCredential>? CredentialInfos { get; init; }

    public string? ErrorCode { get; init; }

    public string? Message { get; init; }
}

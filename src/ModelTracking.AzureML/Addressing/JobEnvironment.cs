using System.Globalization;

namespace ModelTracking.AzureML.Addressing;

/// <summary>What the service tells a program that it has started as a job. Each part may be missing.</summary>
internal sealed record JobEnvironment
{
    private static readonly string[] Parts = ["AZUREML_SERVICE_ENDPOINT", "AZUREML_ARM_SUBSCRIPTION", "AZUREML_ARM_RESOURCEGROUP", "AZUREML_ARM_WORKSPACE_NAME"];

    /// <summary>The workspace's address; from its parts where it is not given as a whole.</summary>
    public string? Uri { get; init; }

    /// <summary>The run that was made for the job.</summary>
    public string? RunId { get; init; }

    /// <summary>That run's experiment.</summary>
    public string? ExperimentId { get; init; }

    /// <summary>A token that lets the job write to its run, for a while.</summary>
    public string? Token { get; init; }

    /// <summary>Until when.</summary>
    public DateTimeOffset? TokenExpiry { get; init; }

    /// <summary>The run that the service ends by itself; null where no job is running.</summary>
    public string? EndsByItself { get; init; }

    public static JobEnvironment Read(Func<string, string?> variable)
    {
        string? First(params string[] names) => names.Select(variable).FirstOrDefault(v => !string.IsNullOrEmpty(v));
        return new JobEnvironment
        {
            Uri = First("MLFLOW_TRACKING_URI") is { } uri && WorkspaceAddress.Knows(uri) ? uri : FromParts(variable),
            RunId = First("MLFLOW_RUN_ID", "AZUREML_RUN_ID"),
            ExperimentId = First("MLFLOW_EXPERIMENT_ID", "AZUREML_EXPERIMENT_ID"),
            Token = First("MLFLOW_TRACKING_TOKEN", "AZUREML_RUN_TOKEN"),
            TokenExpiry = Time(First("AZUREML_RUN_TOKEN_EXPIRY")),
            EndsByItself = First("AZUREML_RUN_ID"),
        };
    }

    private static string? FromParts(Func<string, string?> variable)
    {
        var parts = Parts.Select(variable).ToArray();
        return parts is [{ Length: > 0 } endpoint, { Length: > 0 } subscription, { Length: > 0 } group, { Length: > 0 } workspace] && System.Uri.TryCreate(endpoint, UriKind.Absolute, out var host)
            ? $"{WorkspaceAddress.Scheme}{host.Authority}/mlflow/v1.0/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.MachineLearningServices/workspaces/{workspace}"
            : null;
    }

    // Seconds since 1970, or a date.
    private static DateTimeOffset? Time(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 253_402_300_799 ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : null;
}

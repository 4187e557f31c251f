using System.Text.Json.Nodes;
using ModelTracking.Records;

namespace ModelTracking.MLflow.Replication;

/// <summary>Data that a run used, as MLflow's dataset inputs.</summary>
internal static class DatasetInputs
{
    public static MlflowDatasetInput Of(DatasetLogged data, MlflowLimits limits)
    {
        var profile = new JsonObject();
        if (data.Rows is { } rows)
        {
            profile["num_rows"] = rows;
        }

        if (data.Bytes is { } bytes)
        {
            profile["num_bytes"] = bytes;
        }

        var source = new JsonObject { ["uri"] = data.Source ?? "" };
        var isWeb = data.Source is { } address && (address.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || address.StartsWith("https://", StringComparison.OrdinalIgnoreCase));
        return new MlflowDatasetInput
        {
            Tags = data.Context is { } context ? [new MlflowTag("mlflow.data.context", Names.Short(context, 500))] : [],
            Dataset = new MlflowDataset
            {
                Name = Names.Short(data.Name, limits.DatasetName),
                Digest = Names.Short(Digest(data.Digest), limits.DatasetDigest),
                SourceType = isWeb ? "http" : "local",
                Source = isWeb ? new JsonObject { ["url"] = data.Source }.ToJsonString() : source.ToJsonString(),
                Schema = Schema(data) is { } schema && schema.Length <= limits.DatasetSchema ? schema : null,
                Profile = profile.Count > 0 ? profile.ToJsonString() : null,
            },
        };
    }

    /// <summary>The columns as MLflow's JSON; null where none are known.</summary>
    public static string? Schema(DatasetLogged data) => ColumnTypes.Columns(data.Columns) is { } columns ? new JsonObject { ["mlflow_colspec"] = columns }.ToJsonString() : null;

    private static string Digest(string digest) =>
        digest.Length == 0 ? "unknown" : digest[(digest.IndexOf(':', StringComparison.Ordinal) + 1)..];
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ModelTracking.MLflow.Replication;

namespace ModelTracking.MLflow.FileStores;

/// <summary>Names and numbers of MLflow's file store.</summary>
internal static class MlrunsNames
{
    public const string Trash = ".trash";
    public const string Models = "models";
    public const string Datasets = "datasets";
    public const string RunName = "mlflow.runName";
    public const string ParentRun = "mlflow.parentRunId";
    public const string Note = "mlflow.note.content";
    public const string ModelId = "mlflow.model_id";

    /// <summary>Folders of an experiment that are no runs.</summary>
    public static readonly string[] Reserved = ["tags", Datasets, "traces", Models];

    /// <summary>The identity of an experiment that has none yet: 18 digits, always the same for a name.</summary>
    public static string ExperimentId(string name) => name is "default" or "Default"
        ? "0"
        : (100_000_000_000_000_000 + (BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(name))) % 900_000_000_000_000_000)).ToString(CultureInfo.InvariantCulture);

    /// <summary>A registered model's name as files take it: a slash would be a folder, a percent sign is refused.</summary>
    public static string Model(string name) => name.IndexOfAny(['/', '%']) < 0 ? name : $"{name.Replace('/', '_').Replace('%', '_')}-{TextHash.Short(name)}";

    /// <summary>The address of a folder as MLflow writes it: without a slash at its end.</summary>
    public static string Address(string folder) => new Uri(Path.GetFullPath(folder)).AbsoluteUri.TrimEnd('/');
}

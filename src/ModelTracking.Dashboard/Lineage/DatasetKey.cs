namespace ModelTracking.Dashboard.Lineage;

/// <summary>What a dataset is known by: its digest, so that equal data are one whatever they are called; without one, its name.</summary>
/// <param name="Digest">The digest; empty where there is none.</param>
/// <param name="Name">The name; empty where there is a digest.</param>
internal readonly record struct DatasetKey(string Digest, string Name)
{
    public static DatasetKey Of(string digest, string name) => digest.Length > 0 ? new DatasetKey(digest, "") : new DatasetKey("", name);
}

using ModelTracking.Records;
using ModelTracking.Versioning;

namespace ModelTracking.Dashboard.Lineage;

/// <summary>A version of a registered model, with what its commit says of where it came from.</summary>
/// <param name="Version">The version.</param>
/// <param name="Run">The run it came from; null where the commit names none.</param>
/// <param name="Datasets">The data that went in, by name.</param>
internal sealed record MadeVersion(ModelVersion Version, RunId? Run, IReadOnlyList<KeyValuePair<string, DatasetElement>> Datasets)
{
    private const string Sha256 = "sha256:";

    /// <summary>Versions that somebody may see, those that an alias points to or that are in a stage first, then the newest.</summary>
    public static IReadOnlyList<MadeVersion> Of(IEnumerable<RegisteredModel> models, int most) =>
        [.. models.SelectMany(m => m.Versions).OrderBy(v => IsInUse(v) ? 0 : 1).ThenByDescending(v => v.Time).ThenBy(v => v.Model, StringComparer.Ordinal).Take(most).Select(Of)];

    /// <summary>A digest as runs write it.</summary>
    public static string DigestOf(DatasetElement dataset) => Sha256 + dataset.Digest;

    public bool Uses(DatasetKey key) => key.Digest.StartsWith(Sha256, StringComparison.Ordinal) && Datasets.Any(d => d.Value.Digest == key.Digest[Sha256.Length..]);

    private static bool IsInUse(ModelVersion version) => version.Aliases.Count > 0 || version.Stage != ModelStages.None;

    private static MadeVersion Of(ModelVersion version)
    {
        try
        {
            var commit = version.Commit;
            return new MadeVersion(version, commit.Run, [.. commit.Tree[TreePart.Datasets].Where(e => e.Value is DatasetElement).Select(e => KeyValuePair.Create(e.Key, (DatasetElement)e.Value))]);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            // One damaged commit does not hide the others.
            return new MadeVersion(version, null, []);
        }
    }
}

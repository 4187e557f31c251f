namespace ModelTracking.Dashboard.Lineage;

/// <summary>A run has used a dataset.</summary>
/// <param name="Run">The run, in short.</param>
/// <param name="Name">What the run calls the dataset.</param>
/// <param name="Digest">Its digest; empty where there is none.</param>
/// <param name="Context">What it was used for; null where that was not said, or the table does not tell (see <see cref="IsContextKnown"/>).</param>
/// <param name="IsContextKnown">Whether <paramref name="Context"/> is all there is to know.</param>
internal sealed record DatasetUse(UsingRun Run, string Name, string Digest, string? Context, bool IsContextKnown)
{
    public DatasetKey Key => DatasetKey.Of(Digest, Name);
}

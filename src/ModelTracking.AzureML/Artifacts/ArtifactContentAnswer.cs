namespace ModelTracking.AzureML.Artifacts;

/// <summary>Where an artifact's bytes are: an address that is good for some hours.</summary>
internal sealed record ArtifactContentAnswer(Uri? ContentUri);

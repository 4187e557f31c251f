namespace ModelTracking.MLflow;

/// <summary>An alias and the version it points to.</summary>
/// <param name="Alias">The alias.</param>
/// <param name="Version">The version's number.</param>
public sealed record MlflowAlias(string Alias, string Version);

namespace ModelTracking.Versioning.Storage;

/// <summary>What a log tells the story of.</summary>
internal enum VersionArea
{
    Repositories,
    Models,
}

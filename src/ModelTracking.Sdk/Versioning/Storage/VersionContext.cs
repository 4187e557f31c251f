using ModelTracking.Reading;

namespace ModelTracking.Versioning.Storage;

/// <summary>What repositories and the registry work with.</summary>
internal sealed record VersionContext(IVersionStorage Storage, TimeProvider Time, string Author)
{
    public ICodeSource? Code { get; init; }

    public IEnvironmentSource? Environment { get; init; }

    /// <summary>Reads the runs beside the versions; null where they cannot be read.</summary>
    public IRunReader? Runs { get; init; }
}

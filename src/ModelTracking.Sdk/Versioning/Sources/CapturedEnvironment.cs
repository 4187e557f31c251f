using ModelTracking.Capture;
using ModelTracking.Records;

namespace ModelTracking.Versioning.Sources;

/// <summary>Describes what this process runs on, as its runs do.</summary>
internal sealed class CapturedEnvironment(Snapshot snapshot) : IEnvironmentSource
{
    /// <inheritdoc />
    public IReadOnlyDictionary<string, ParamValue> Capture()
    {
        var (environment, packages) = snapshot.Environment();
        return EnvironmentValues.Of(environment, packages);
    }
}

using ModelTracking.Records;

namespace ModelTracking.Versioning;

/// <summary>Describes what the program runs on. Thread-safe.</summary>
public interface IEnvironmentSource
{
    /// <summary>Values by key: <c>runtime</c>, <c>os</c>, <c>architecture</c>, <c>command</c>, <c>package/NAME</c> with a version, and so on.</summary>
    IReadOnlyDictionary<string, ParamValue> Capture();
}

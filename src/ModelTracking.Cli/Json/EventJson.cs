using ModelTracking.Records;

namespace ModelTracking.Cli.Json;

/// <summary>An event in the tool's JSON.</summary>
internal sealed record EventJson(string Name, string Message, string Severity, DateTime Time, long? Step)
{
    public static EventJson Of(EventLogged e) => new(e.Name, e.Message, e.Severity.ToString().ToLowerInvariant(), e.Time.UtcDateTime, e.Step);
}

using ModelTracking.Access;

namespace ModelTracking.Cli.Json;

/// <summary>An entry of the audit log.</summary>
internal sealed record AuditJson(DateTimeOffset Time, string By, string Action, string Target, string? Details, string? From, string? Problem)
{
    public static AuditJson Of(AuditEntry e) => new(e.Time, e.By, e.Action, e.Target, e.Details, e.From, e.Problem);
}

using Microsoft.AspNetCore.Http;
using ModelTracking.Access;
using ModelTracking.Dashboard.Access;
using ModelTracking.Dashboard.Json;

namespace ModelTracking.Dashboard.Api;

/// <summary>The audit log, for administrators: page by page, newest first, filtered by a word of it.</summary>
internal static class AuditApi
{
    public static void Map(EndpointMap map, AuditLog audit) => map.Administer("/api/audit", context =>
    {
        var (from, limit) = (Ask.Number(context, "from", 0, 0, int.MaxValue), Ask.Number(context, "limit", 100, 1, Limits.Rows));
        var (word, refused) = (Ask.Text(context, "q", Limits.KeyLength).Trim(), Ask.Text(context, "refused") == "1");
        var newest = audit.Read(Limits.AuditEntries + 1);
        AuditEntry[] found = [.. newest.Take(Limits.AuditEntries).Where(e => (!refused || e.Problem is not null) && Has(e, word))];
        return Answer.JsonAsync(
            context,
            new AuditDto([.. found.Skip(from).Take(limit).Select(Of)], found.Length, newest.Count > Limits.AuditEntries, audit.Problems()),
            DashboardJson.Default.AuditDto);
    });

    private static bool Has(AuditEntry entry, string word) =>
        word.Length == 0 || new[] { entry.By, entry.Action, entry.Target, entry.Details, entry.From, entry.Problem }.Any(t => t?.Contains(word, StringComparison.OrdinalIgnoreCase) == true);

    private static AuditEntryDto Of(AuditEntry entry) => new(RunMapping.Time(entry.Time), entry.By, entry.Action, entry.Target, entry.Details, entry.From, entry.Problem);
}

using ModelTracking.Sharing;

namespace ModelTracking.Cli.Json;

/// <summary>A report without its text.</summary>
internal sealed record ReportJson(string Id, string Name, string Experiment, string Owner, bool IsPrivate, int Version, DateTimeOffset Created, DateTimeOffset Changed, string ChangedBy)
{
    public static ReportJson Of(SharedDocument r) => new(r.Id, r.Name, r.Experiment, r.Owner, r.IsPrivate, r.Version, r.Created, r.Changed, r.ChangedBy);
}

using ModelTracking.Sharing;

namespace ModelTracking.Cli.Json;

/// <summary>A saved view: who made it, and what its address says.</summary>
internal sealed record ViewJson(
    string Id, string Name, string Page, string Address, string Query, string Experiment, IReadOnlyList<string> Columns, string Sort, string Group, string Owner, bool IsPrivate, int Version, DateTimeOffset Created, DateTimeOffset Changed, string ChangedBy)
{
    public static ViewJson Of(SharedDocument d)
    {
        var view = SavedView.Parse(d.Content);
        return new(d.Id, d.Name, view.Page.Length == 0 ? "runs" : view.Page, d.Content, view.Query, view.Experiment, view.Columns, view.Sort, view.Group, d.Owner, d.IsPrivate, d.Version, d.Created, d.Changed, d.ChangedBy);
    }
}

using ModelTracking.Dashboard.Api;

namespace ModelTracking.Dashboard.Artifacts.Graphs;

/// <summary>A file that is no model, or none that can be drawn.</summary>
internal static class NoGraph
{
    public static ApiException Because(string why) => new(422, "no-graph", $"{why} Download it to look into it.");
}

using ModelTracking.Charts;

namespace ModelTracking.MLNet.Evaluation;

/// <summary>Stores a chart beside the evaluation it belongs to.</summary>
internal static class ChartArtifacts
{
    public static void Log(this Chart chart, Run run, string path) =>
        run.LogArtifact(chart.ToJson(), path, new ArtifactOptions { Kind = chart.Kind, MediaType = "application/json" });
}

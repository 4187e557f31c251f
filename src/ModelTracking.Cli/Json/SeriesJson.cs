using ModelTracking.Records;

namespace ModelTracking.Cli.Json;

/// <summary>A series with its points in the tool's JSON: what <c>metrics --json</c> prints is a list of these, one a context.</summary>
internal sealed record SeriesJson(string RunId, MetricJson Metric, IEnumerable<PointJson> Points)
{
    public static SeriesJson Of(RunSummary run, MetricSummary metric, IEnumerable<MetricPoint> points) =>
        new(run.Id.ToString(), MetricJson.Of(metric), points.Select(p => new PointJson(p.Step, p.Value, p.Time.UtcDateTime)));
}

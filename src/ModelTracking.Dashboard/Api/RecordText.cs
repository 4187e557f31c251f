using ModelTracking.Records;

namespace ModelTracking.Dashboard.Api;

/// <summary>Records in one line each, for those who want to see what stands in the journal.</summary>
internal static class RecordText
{
    public static string Of(TrackingRecord record) => FormattableString.Invariant($"{record.Sequence,8}  {Text(record)}");

    private static FormattableString Text(TrackingRecord record) => record switch
    {
        RunStarted r => $"run-started  {r.Name} in {r.Experiment}",
        RunEnded r => $"run-ended  {r.Status}  {r.Error}",
        RunRenamed r => $"run-renamed  {r.Name}  {r.Description}",
        RunResumed r => $"run-resumed  truncate after step {r.TruncateAfterStep?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}",
        ParamLogged r => $"param  {r.Key} = {r.Value}",
        TagSet r => $"tag  {r.Key} = {r.Value ?? "(removed)"}",
        MetricDeclared r => $"metric-declared  {r.Key}  {r.Goal}  {r.Unit}",
        MetricsLogged r => $"metric  {r.Key}  {r.Points.Length} points{Ends(r.Points.Span)}",
        ArtifactLogged r => $"artifact  {r.Path}  {r.Length} bytes  sha256:{r.Hash}  {r.MediaType}  {r.Kind}",
        EventLogged r => $"event  {r.Severity}  {r.Name}: {r.Message}",
        EnvironmentCaptured r => $"environment  {r.Host}, {r.Os}, {r.Framework}",
        CodeCaptured r => $"code  {r.Commit}{(r.IsDirty ? " with changes" : "")}",
        DatasetLogged r => $"dataset  {r.Name}  {r.Digest}",
        ModelLogged r => $"model  {r.Name}  {r.Flavor}  {r.Path}",
        ConsoleLogged r => $"console  {r.Lines.Count} lines",
        ResourcesUsed r => $"resources  {r.Duration}, processor {r.CpuTime}",
        _ => $"{record.GetType().Name}",
    };

    private static string Ends(ReadOnlySpan<MetricPoint> points) => points.Length == 0 ? ""
        : FormattableString.Invariant($", {points[0].Value:R} (step {points[0].Step}) … {points[^1].Value:R} (step {points[^1].Step})");
}

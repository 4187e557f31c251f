using System.Text.Json;
using ModelTracking.Records;

namespace ModelTracking.MLflow;

/// <summary>A server's run as a summary.</summary>
internal static class Summaries
{
    public static DateTimeOffset Time(long milliseconds) => UnixTime.FromMicroseconds(milliseconds * 1000);

    public static RunSummary Of(MlflowRun run, string experiment, RunId id)
    {
        var tags = run.Data.Tags.GroupBy(t => t.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last().Value ?? "", StringComparer.Ordinal);
        var end = run.Info.EndTime is > 0 and { } ms ? Time(ms) : (DateTimeOffset?)null;
        var start = Time(run.Info.StartTime);
        return new RunSummary
        {
            Id = id,
            Experiment = experiment,
            Name = run.Info.RunName.Length > 0 ? run.Info.RunName : tags.GetValueOrDefault("mlflow.runName", ""),
            Description = tags.GetValueOrDefault("mlflow.note.content"),
            ParentId = RunId.TryParse(tags.GetValueOrDefault("mlflow.parentRunId"), out var parent) ? parent : null,
            Status = run.Info.Status switch
            {
                "FINISHED" => RunStatus.Finished,
                "FAILED" => RunStatus.Failed,
                "KILLED" => tags.GetValueOrDefault("modeltracking.status") == "Crashed" ? RunStatus.Crashed : RunStatus.Killed,
                _ => RunStatus.Running,
            },
            StartTime = start,
            EndTime = end,
            LastActivity = run.Data.Metrics.Select(m => Time(m.Timestamp)).Append(end ?? start).Max(),
            Error = tags.GetValueOrDefault("modeltracking.error"),
            Params = [.. run.Data.Params.Select(p => new ParamEntry(p.Key, ParamValue.Of(p.Value ?? "")))],
            Tags = tags,
            Metrics = [.. run.Data.Metrics.OrderBy(m => m.Key, StringComparer.Ordinal).Select(Latest)],
            Captured = run.Inputs?.DatasetInputs is { Count: > 0 } inputs ? new CapturedSummary { Datasets = [.. inputs.Select(Dataset)] } : null,
        };
    }

    public static MetricBucket Bucket(MetricPoint[] points) =>
        points.Skip(1).Aggregate(MetricBucket.Of(points[0]), static (all, point) => all.Join(MetricBucket.Of(point)));

    // Only the latest point is known without reading the history.
    private static MetricSummary Latest(MlflowMetric metric) => new()
    {
        Key = metric.Key,
        Count = 1,
        NanCount = double.IsNaN(metric.Value) ? 1 : 0,
        First = metric.Value,
        Last = metric.Value,
        LastStep = metric.Step,
        LastTime = Time(metric.Timestamp),
        Min = metric.Value,
        MinStep = metric.Step,
        Max = metric.Value,
        MaxStep = metric.Step,
        Mean = metric.Value,
    };

    private static DatasetLogged Dataset(MlflowDatasetInput input) => new(input.Dataset.Name, input.Dataset.Digest)
    {
        Source = Source(input.Dataset.Source),
        Context = input.Tags.FirstOrDefault(t => t.Key == "mlflow.data.context")?.Value,
    };

    private static string Source(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && (document.RootElement.TryGetProperty("uri", out var value) || document.RootElement.TryGetProperty("url", out value))
                && value.ValueKind == JsonValueKind.String ? value.GetString()! : json;
        }
        catch (JsonException)
        {
            return json;
        }
    }
}

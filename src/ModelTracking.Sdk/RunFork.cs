using ModelTracking.Reading;
using ModelTracking.Records;

namespace ModelTracking;

/// <summary>Copies what a fork takes over from its source.</summary>
internal static class RunFork
{
    public static void Copy(IRunReader reader, RunSummary source, Run target, long? atStep)
    {
        foreach (var param in source.Params)
        {
            target.LogParam(param.Key, param.Value);
        }

        foreach (var (key, value) in source.Tags)
        {
            target.SetTag(key, value);
        }

        foreach (var metric in source.Metrics.Where(m => !m.MetricKey.IsSystem))
        {
            if (metric.Goal != MetricGoal.None || metric.Unit is not null)
            {
                target.Log(new MetricDeclared(metric.Key, metric.Goal) { Unit = metric.Unit });
            }

            var series = target.Metric(metric.Key, metric.Context);
            var points = reader.ReadPointsAsync(source.Id, metric.MetricKey).GetAwaiter().GetResult();
            series.Log(points.Where(p => atStep is null || p.Step is null || p.RawStep <= atStep).ToArray());
        }
    }
}

using Microsoft.ML;
using ModelTracking.Records;

namespace ModelTracking.MLNet.Evaluation;

/// <summary>Logs an evaluation's figures as <c>evaluation.*</c> and its confusion matrix.</summary>
internal static class EvaluationLog
{
    private const string Prefix = "evaluation.";

    public static T Log<T>(T metrics, Run run, MetricContext context)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(run);
        Guard.Run(run, "Metrics", () => Write(metrics, run, context, PathOf(context)));
        return metrics;
    }

    public static void Folds<T>(IReadOnlyList<TrainCatalogBase.CrossValidationResult<T>> folds, Run run, MetricContext context)
        where T : class
    {
        foreach (var fold in folds)
        {
            Write(fold.Metrics, run, FoldContext(context, fold.Fold), $"{PathOf(context)}/fold_{fold.Fold}");
        }

        var values = folds.Select(f => MetricValues.Of(f.Metrics)).ToArray();
        var names = values.SelectMany(v => v).Select(v => v.Name).Distinct().ToArray();
        var rows = folds.Zip(values, (f, v) => (List<object?>)[f.Fold.ToString(System.Globalization.CultureInfo.InvariantCulture), .. names.Select(n => ValueOf(v, n))]).ToList();
        var means = new List<object?> { "mean" };
        var deviations = new List<object?> { "deviation" };
        foreach (var name in names)
        {
            var (mean, deviation) = Spread([.. values.Select(v => ValueOf(v, name)).OfType<double>()]);
            var goal = values.SelectMany(v => v).First(v => v.Name == name).Goal;
            run.Metric($"{Prefix}{name}.mean", context, goal).Log(mean);
            run.Metric($"{Prefix}{name}.std", context).Log(deviation);
            means.Add(mean);
            deviations.Add(deviation);
        }

        rows.Add(means);
        rows.Add(deviations);
        run.LogTable($"{PathOf(context)}/folds.json", ["fold", .. names], rows);
    }

    /// <summary>The folder of an evaluation's artifacts.</summary>
    public static string PathOf(MetricContext context) =>
        context.IsNone ? "evaluation" : $"evaluation/{string.Concat(context.ToString().Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_'))}";

    private static void Write(object metrics, Run run, MetricContext context, string path)
    {
        foreach (var metric in MetricValues.Of(metrics))
        {
            run.Metric(Prefix + metric.Name, context, metric.Goal).Log(metric.Value);
        }

        if (MetricValues.Confusion(metrics) is { } matrix)
        {
            Confusion.Of(matrix).Log(run, $"{path}/confusion_matrix.json");
        }
    }

    private static MetricContext FoldContext(MetricContext context, int fold) =>
        context.With("fold", fold.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static object? ValueOf(IReadOnlyList<MetricValue> values, string name) =>
        values.Where(v => v.Name == name).Select(v => (object?)v.Value).FirstOrDefault();

    // The deviation of a sample (n - 1): folds are a sample of the splits there are.
    private static (double Mean, double Deviation) Spread(double[] values)
    {
        var mean = values.Average();
        return (mean, values.Length < 2 ? 0 : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1)));
    }
}

using Microsoft.ML;
using Microsoft.ML.Data;
using ModelTracking.MLNet;
using ModelTracking.MLNet.Evaluation;
using ModelTracking.Records;

namespace ModelTracking;

/// <summary>
/// Logs evaluations: every figure as a metric <c>evaluation.*</c> with its goal, the confusion matrix as an artifact of
/// kind <c>confusion-matrix</c>. Each returns what it was given. The names are listed in the package's README.
/// </summary>
public static class MLNetMetricsExtensions
{
    /// <summary>Logs a binary classification's figures.</summary>
    /// <param name="metrics">What <c>Evaluate</c> returned.</param>
    /// <param name="run">Where to.</param>
    /// <param name="context">What it was measured on, for example <c>"test"</c>. Default: none.</param>
    public static BinaryClassificationMetrics LogTo(this BinaryClassificationMetrics metrics, Run run, MetricContext context = default) => EvaluationLog.Log(metrics, run, context);

    /// <inheritdoc cref="LogTo(BinaryClassificationMetrics, Run, MetricContext)" />
    public static CalibratedBinaryClassificationMetrics LogTo(this CalibratedBinaryClassificationMetrics metrics, Run run, MetricContext context = default) => EvaluationLog.Log(metrics, run, context);

    /// <summary>Logs a multiclass classification's figures, those of each class included.</summary>
    /// <inheritdoc cref="LogTo(BinaryClassificationMetrics, Run, MetricContext)" />
    public static MulticlassClassificationMetrics LogTo(this MulticlassClassificationMetrics metrics, Run run, MetricContext context = default) => EvaluationLog.Log(metrics, run, context);

    /// <summary>Logs a regression's figures.</summary>
    /// <inheritdoc cref="LogTo(BinaryClassificationMetrics, Run, MetricContext)" />
    public static RegressionMetrics LogTo(this RegressionMetrics metrics, Run run, MetricContext context = default) => EvaluationLog.Log(metrics, run, context);

    /// <summary>Logs a ranking's figures, at each truncation level.</summary>
    /// <inheritdoc cref="LogTo(BinaryClassificationMetrics, Run, MetricContext)" />
    public static RankingMetrics LogTo(this RankingMetrics metrics, Run run, MetricContext context = default) => EvaluationLog.Log(metrics, run, context);

    /// <summary>Logs a clustering's figures.</summary>
    /// <inheritdoc cref="LogTo(BinaryClassificationMetrics, Run, MetricContext)" />
    public static ClusteringMetrics LogTo(this ClusteringMetrics metrics, Run run, MetricContext context = default) => EvaluationLog.Log(metrics, run, context);

    /// <summary>Logs an anomaly detection's figures.</summary>
    /// <inheritdoc cref="LogTo(BinaryClassificationMetrics, Run, MetricContext)" />
    public static AnomalyDetectionMetrics LogTo(this AnomalyDetectionMetrics metrics, Run run, MetricContext context = default) => EvaluationLog.Log(metrics, run, context);

    /// <summary>
    /// Logs a cross-validation: each fold's figures in the context <c>fold=n</c>, mean and standard deviation (of a sample)
    /// as <c>evaluation.NAME.mean</c> and <c>.std</c>, and all of it as a table <c>evaluation/folds.json</c>.
    /// </summary>
    /// <typeparam name="TMetrics">Any of the metrics classes.</typeparam>
    /// <param name="folds">What <c>CrossValidate</c> returned.</param>
    /// <param name="run">Where to.</param>
    /// <param name="context">What it was measured on. Default: none.</param>
    public static IReadOnlyList<TrainCatalogBase.CrossValidationResult<TMetrics>> LogTo<TMetrics>(this IReadOnlyList<TrainCatalogBase.CrossValidationResult<TMetrics>> folds, Run run, MetricContext context = default)
        where TMetrics : class
    {
        ArgumentNullException.ThrowIfNull(folds);
        ArgumentNullException.ThrowIfNull(run);
        Guard.Run(run, "The cross-validation", () => EvaluationLog.Folds(folds, run, context));
        return folds;
    }
}

using Microsoft.ML.Data;
using ModelTracking.Records;
using static ModelTracking.Records.MetricGoal;

namespace ModelTracking.MLNet.Evaluation;

/// <summary>The figures of each metrics class of ML.NET, under the names of MLflow's autologging where it has one.</summary>
internal static class MetricValues
{
    /// <summary>All figures; empty for a class that is not known.</summary>
    public static IReadOnlyList<MetricValue> Of(object metrics) => metrics switch
    {
        CalibratedBinaryClassificationMetrics m => [.. Binary(m), .. Calibrated(m)],
        BinaryClassificationMetrics m => Binary(m),
        MulticlassClassificationMetrics m => Multiclass(m),
        RegressionMetrics m => Regression(m),
        RankingMetrics m => Ranking(m),
        ClusteringMetrics m => Clustering(m),
        AnomalyDetectionMetrics m => Anomaly(m),
        _ => [],
    };

    /// <summary>The confusion matrix, where the class has one.</summary>
    public static ConfusionMatrix? Confusion(object metrics) => metrics switch
    {
        BinaryClassificationMetrics m => m.ConfusionMatrix,
        MulticlassClassificationMetrics m => m.ConfusionMatrix,
        _ => null,
    };

    private static MetricValue[] Binary(BinaryClassificationMetrics m) =>
    [
        new("accuracy_score", m.Accuracy),
        new("roc_auc", m.AreaUnderRocCurve),
        new("precision_recall_auc", m.AreaUnderPrecisionRecallCurve),
        new("f1_score", m.F1Score),
        new("precision_score", m.PositivePrecision),
        new("recall_score", m.PositiveRecall),
        new("negative_precision_score", m.NegativePrecision),
        new("negative_recall_score", m.NegativeRecall),
    ];

    private static MetricValue[] Calibrated(CalibratedBinaryClassificationMetrics m) =>
    [
        new("log_loss", m.LogLoss, Minimize),
        new("log_loss_reduction", m.LogLossReduction),
        new("entropy", m.Entropy, None),
    ];

    private static MetricValue[] Multiclass(MulticlassClassificationMetrics m)
    {
        var values = new List<MetricValue>
        {
            new("accuracy_score", m.MicroAccuracy),
            new("macro_accuracy", m.MacroAccuracy),
            new("log_loss", m.LogLoss, Minimize),
            new("log_loss_reduction", m.LogLossReduction),
        };
        if (m.TopKPredictionCount > 0)
        {
            values.Add(new($"top_{m.TopKPredictionCount}_accuracy", m.TopKAccuracy));
        }

        values.AddRange((m.TopKAccuracyForAllK ?? []).Select((v, i) => new MetricValue($"top_{i + 1}_accuracy", v)).Where(v => values.All(known => known.Name != v.Name)));
        values.AddRange(m.PerClassLogLoss.Select((v, i) => new MetricValue($"log_loss.class_{i}", v, Minimize)));
        values.AddRange(m.ConfusionMatrix.PerClassPrecision.Select((v, i) => new MetricValue($"precision_score.class_{i}", v)));
        values.AddRange(m.ConfusionMatrix.PerClassRecall.Select((v, i) => new MetricValue($"recall_score.class_{i}", v)));
        return [.. values];
    }

    private static MetricValue[] Regression(RegressionMetrics m) =>
    [
        new("mean_absolute_error", m.MeanAbsoluteError, Minimize),
        new("mean_squared_error", m.MeanSquaredError, Minimize),
        new("root_mean_squared_error", m.RootMeanSquaredError, Minimize),
        new("loss_function", m.LossFunction, Minimize),
        new("r2_score", m.RSquared),
    ];

    private static MetricValue[] Ranking(RankingMetrics m) =>
    [
        .. m.NormalizedDiscountedCumulativeGains.Select((v, i) => new MetricValue($"ndcg_at_{i + 1}", v)),
        .. m.DiscountedCumulativeGains.Select((v, i) => new MetricValue($"dcg_at_{i + 1}", v)),
    ];

    private static MetricValue[] Clustering(ClusteringMetrics m) =>
    [
        new("normalized_mutual_info_score", m.NormalizedMutualInformation),
        new("average_distance", m.AverageDistance, Minimize),
        new("davies_bouldin_score", m.DaviesBouldinIndex, Minimize),
    ];

    private static MetricValue[] Anomaly(AnomalyDetectionMetrics m) =>
    [
        new("roc_auc", m.AreaUnderRocCurve),
        new("detection_rate_at_false_positive_count", m.DetectionRateAtFalsePositiveCount),
    ];
}

using Microsoft.ML;
using Microsoft.ML.Data;
using ModelTracking.MLNet.Tests.Shared;
using ModelTracking.Records;

namespace ModelTracking.MLNet.Tests.Evaluation;

public sealed class MetricsTests
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["accuracy_score"] = "Accuracy",
        ["roc_auc"] = "AreaUnderRocCurve",
        ["precision_recall_auc"] = "AreaUnderPrecisionRecallCurve",
        ["precision_score"] = "PositivePrecision",
        ["recall_score"] = "PositiveRecall",
        ["negative_precision_score"] = "NegativePrecision",
        ["negative_recall_score"] = "NegativeRecall",
        ["r2_score"] = "RSquared",
        ["normalized_mutual_info_score"] = "NormalizedMutualInformation",
        ["davies_bouldin_score"] = "DaviesBouldinIndex",
    };

    [Fact]
    public void A_calibrated_binary_evaluation_is_in_the_store_as_it_was_measured()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        var data = Data.Binary(ml);
        var metrics = ml.BinaryClassification.Evaluate(ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 5).Fit(data).Transform(data));

        Assert.Same(metrics, metrics.LogTo(test.Run, "test"));

        AssertEachProperty(test, metrics, "test", 11);
        Assert.Equal(MetricGoal.Minimize, test.Summary().Metric(new MetricKey("evaluation.log_loss", "test"))!.Goal);
        Assert.Equal(MetricGoal.Maximize, test.Summary().Metric(new MetricKey("evaluation.roc_auc", "test"))!.Goal);
    }

    [Fact]
    public void An_uncalibrated_binary_evaluation_is_in_the_store_as_it_was_measured()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        var data = Data.Binary(ml);
        var metrics = ml.BinaryClassification.EvaluateNonCalibrated(ml.BinaryClassification.Trainers.AveragedPerceptron().Fit(data).Transform(data)).LogTo(test.Run);

        AssertEachProperty(test, metrics, null, 8);
    }

    [Fact]
    public void A_regression_evaluation_is_in_the_store_as_it_was_measured()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        var data = Data.Regression(ml);
        var metrics = ml.Regression.Evaluate(ml.Regression.Trainers.FastTree(numberOfTrees: 5).Fit(data).Transform(data)).LogTo(test.Run);

        AssertEachProperty(test, metrics, null, 5);
    }

    [Fact]
    public void A_clustering_evaluation_is_in_the_store_as_it_was_measured()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        var data = Data.Multiclass(ml);
        var metrics = ml.Clustering.Evaluate(ml.Clustering.Trainers.KMeans().Fit(data).Transform(data), labelColumnName: "Label", featureColumnName: "Features").LogTo(test.Run);

        AssertEachProperty(test, metrics, null, 3);
    }

    [Fact]
    public void An_anomaly_evaluation_is_in_the_store_as_it_was_measured()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        var data = Data.Binary(ml);
        var scored = ml.Transforms.Conversion.ConvertType("Label", outputKind: DataKind.Single).Fit(data).Transform(ml.AnomalyDetection.Trainers.RandomizedPca(rank: 3).Fit(data).Transform(data));
        var metrics = ml.AnomalyDetection.Evaluate(scored).LogTo(test.Run);
        scored.LogCurvesTo(test.Run);

        AssertEachProperty(test, metrics, null, 2);
        Assert.Equal(metrics.AreaUnderRocCurve, test.Json("evaluation/roc_curve.json").GetProperty("area").GetDouble(), 6);
    }

    [Fact]
    public void A_ranking_evaluation_is_in_the_store_at_each_level()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        var data = Data.Ranking(ml);
        var metrics = ml.Ranking.Evaluate(Trainers.Get("FastTreeRanking").Make(ml).Fit(data).Transform(data)).LogTo(test.Run);

        var summary = test.Summary();
        Assert.Equal(metrics.NormalizedDiscountedCumulativeGains, Enumerable.Range(1, metrics.NormalizedDiscountedCumulativeGains.Count).Select(i => summary.Metric($"evaluation.ndcg_at_{i}")!.Last));
        Assert.Equal(metrics.DiscountedCumulativeGains, Enumerable.Range(1, metrics.DiscountedCumulativeGains.Count).Select(i => summary.Metric($"evaluation.dcg_at_{i}")!.Last));
    }

    [Fact]
    public void A_multiclass_evaluation_is_in_the_store_with_each_class()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        var data = Data.Multiclass(ml);
        var metrics = ml.MulticlassClassification.Evaluate(ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy().Fit(data).Transform(data), topKPredictionCount: 2).LogTo(test.Run);

        var summary = test.Summary();
        double Last(string name) => summary.Metric("evaluation." + name)!.Last;
        Assert.Equal(metrics.MicroAccuracy, Last("accuracy_score"));
        Assert.Equal(metrics.MacroAccuracy, Last("macro_accuracy"));
        Assert.Equal(metrics.LogLoss, Last("log_loss"));
        Assert.Equal(metrics.LogLossReduction, Last("log_loss_reduction"));
        Assert.Equal(metrics.TopKAccuracy, Last("top_2_accuracy"));
        Assert.Equal(metrics.PerClassLogLoss, Enumerable.Range(0, 3).Select(i => Last($"log_loss.class_{i}")));
        Assert.Equal(metrics.ConfusionMatrix.PerClassPrecision, Enumerable.Range(0, 3).Select(i => Last($"precision_score.class_{i}")));
        Assert.Equal(metrics.ConfusionMatrix.PerClassRecall, Enumerable.Range(0, 3).Select(i => Last($"recall_score.class_{i}")));
    }

    [Fact]
    public void The_confusion_matrix_of_two_classes_equals_a_count_by_hand()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        var data = Data.Binary(ml);
        var scored = ml.BinaryClassification.Trainers.FastTree(numberOfLeaves: 2, numberOfTrees: 2).Fit(data).Transform(data);
        ml.BinaryClassification.Evaluate(scored).LogTo(test.Run);

        var rows = ml.Data.CreateEnumerable<TwoClasses>(scored, reuseRowObject: false).ToArray();
        int Count(bool truth, bool predicted) => rows.Count(r => r.Label == truth && r.PredictedLabel == predicted);
        var json = test.Json("evaluation/confusion_matrix.json");
        Assert.Equal([Count(true, true), Count(true, false)], json.GetProperty("counts")[0].EnumerateArray().Select(c => c.GetInt32()));
        Assert.Equal([Count(false, true), Count(false, false)], json.GetProperty("counts")[1].EnumerateArray().Select(c => c.GetInt32()));
        Assert.True(Count(true, false) != Count(false, true), "rows and columns could be mixed up unseen");
        Assert.Equal(["positive", "negative"], json.GetProperty("labels").EnumerateArray().Select(c => c.GetString()));
        Assert.Equal("confusion-matrix", test.Summary().Artifacts.Single().Kind);
    }

    [Fact]
    public void The_confusion_matrix_of_three_classes_equals_a_count_by_hand()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        var data = Data.Multiclass(ml);
        var scored = ml.MulticlassClassification.Trainers.NaiveBayes().Fit(data).Transform(data);
        ml.MulticlassClassification.Evaluate(scored).LogTo(test.Run, "test");

        var rows = ml.Data.CreateEnumerable<ThreeClasses>(scored, reuseRowObject: false).ToArray();
        var counts = test.Json("evaluation/test/confusion_matrix.json").GetProperty("counts");
        for (var truth = 0; truth < 3; truth++)
        {
            for (var predicted = 0; predicted < 3; predicted++)
            {
                Assert.Equal(rows.Count(r => r.Label == truth + 1 && r.PredictedLabel == predicted + 1), counts[truth][predicted].GetInt32());
            }
        }

        Assert.Equal(["0", "1", "2"], test.Json("evaluation/test/confusion_matrix.json").GetProperty("labels").EnumerateArray().Select(c => c.GetString()));
    }

    [Fact]
    public void The_areas_under_the_curves_are_those_that_MLNet_measures()
    {
        using var test = new TestRun();
        var ml = new MLContext(seed: 1);
        var data = Data.Binary(ml);
        var scored = ml.BinaryClassification.Trainers.LbfgsLogisticRegression().Fit(data).Transform(data);
        var metrics = ml.BinaryClassification.Evaluate(scored);

        Assert.Same(scored, scored.LogCurvesTo(test.Run));

        var roc = test.Json("evaluation/roc_curve.json");
        var points = roc.GetProperty("x").EnumerateArray().Zip(roc.GetProperty("y").EnumerateArray(), (x, y) => (X: x.GetDouble(), Y: y.GetDouble())).ToArray();
        Assert.Equal(metrics.AreaUnderRocCurve, roc.GetProperty("area").GetDouble(), 6);
        Assert.Equal(metrics.AreaUnderPrecisionRecallCurve, test.Json("evaluation/pr_curve.json").GetProperty("area").GetDouble(), 2);
        Assert.Equal((0, 0), points[0]);
        Assert.Equal((1, 1), points[^1]);
        Assert.Equal(points.OrderBy(p => p.X).ThenBy(p => p.Y), points);
        Assert.Equal(["curve", "curve"], test.Summary().Artifacts.Select(a => a.Kind!));
    }

    [Fact]
    public void A_column_that_is_not_there_is_told_and_not_thrown()
    {
        using var test = new TestRun(throwOnError: false);
        var ml = new MLContext(seed: 1);

        Data.Binary(ml).LogCurvesTo(test.Run, scoreColumnName: "NotThere");

        Assert.Contains(test.Summary().Events, e => e.Message.Contains("NotThere", StringComparison.Ordinal));
    }

    private static void AssertEachProperty(TestRun test, object metrics, string? context, int count)
    {
        var logged = test.Summary().Metrics.Where(m => m.Key.StartsWith("evaluation.", StringComparison.Ordinal) && m.Context == (MetricContext)context).ToArray();
        Assert.Equal(count, logged.Length);
        Assert.Equal(metrics.GetType().GetProperties().Count(p => p.PropertyType == typeof(double)), logged.Length);
        foreach (var metric in logged)
        {
            var name = metric.Key["evaluation.".Length..];
            var property = metrics.GetType().GetProperty(Names.GetValueOrDefault(name) ?? string.Concat(name.Split('_').Select(w => char.ToUpperInvariant(w[0]) + w[1..])));
            Assert.True(property is not null, metric.Key);
            Assert.Equal(property.GetValue(metrics), metric.Last);
        }
    }

    private sealed class TwoClasses
    {
        public bool Label { get; set; }

        public bool PredictedLabel { get; set; }
    }

    private sealed class ThreeClasses
    {
        [KeyType(3)]
        public uint Label { get; set; }

        [KeyType(3)]
        public uint PredictedLabel { get; set; }
    }
}

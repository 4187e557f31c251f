using Microsoft.ML;
using Microsoft.ML.Data;
using ModelTracking.Charts;
using ModelTracking.MLNet.Evaluation;

namespace ModelTracking.MLNet.Models;

/// <summary>Permutation feature importance of whatever a model predicts, by ML.NET's own implementation.</summary>
internal static class PermutationImportance
{
    public static void Log(Run run, ITransformer model, IDataView data, FeatureImportanceOptions options)
    {
        var parts = ModelParts.Flatten(model).ToArray();
        var at = Array.FindLastIndex(parts, p => p is ISingleFeaturePredictionTransformer<object>);
        if (at < 0)
        {
            Guard.Tell(run, "Feature importance of a model that predicts from no single feature column");
            return;
        }

        var predictor = (ISingleFeaturePredictionTransformer<object>)parts[at];
        var before = parts.Take(at).Aggregate(data, (view, part) => part.Transform(view));
        var (metric, drops) = Measure(predictor, before, options);
        var names = before.Schema.GetColumnOrNull(predictor.FeatureColumnName) is { } column ? Datasets.SchemaJson.SlotsOf(column) : null;
        var weights = drops
            .Select((drop, i) => new FeatureWeight(names is null ? $"f{i}" : names[i], drop.Mean) { Error = options.Permutations > 1 ? drop.StandardError : null })
            .OrderByDescending(w => Math.Abs(w.Value));
        new FeatureImportance([.. weights]) { Method = $"permutation ({options.Permutations}), change of {metric}" }.Log(run, options.Path);
    }

    // A context of our own with a fixed seed: the user's random numbers stay where they are, and it is repeatable.
    private static (string Metric, IReadOnlyList<MetricStatistics> Drops) Measure(ISingleFeaturePredictionTransformer<object> predictor, IDataView data, FeatureImportanceOptions options)
    {
        var ml = new MLContext(seed: 1);
        var kind = ScoreKinds.Of(((ITransformer)predictor).GetOutputSchema(data.Schema));
        return kind switch
        {
            ScoreKinds.Binary => ("roc_auc", [.. ml.BinaryClassification.PermutationFeatureImportance(predictor, data, options.LabelColumnName, permutationCount: options.Permutations).Select(s => s.AreaUnderRocCurve)]),
            ScoreKinds.Multiclass => ("accuracy_score", [.. ml.MulticlassClassification.PermutationFeatureImportance(predictor, data, options.LabelColumnName, permutationCount: options.Permutations).Select(s => s.MicroAccuracy)]),
            ScoreKinds.Ranking => ("ndcg", [.. ml.Ranking.PermutationFeatureImportance(predictor, data, options.LabelColumnName, options.RowGroupColumnName, permutationCount: options.Permutations).Select(s => s.NormalizedDiscountedCumulativeGains[^1])]),
            ScoreKinds.Regression => ("r2_score", [.. ml.Regression.PermutationFeatureImportance(predictor, data, options.LabelColumnName, permutationCount: options.Permutations).Select(s => s.RSquared)]),
            _ => throw new NotSupportedException($"ML.NET has no feature importance for scores of kind '{kind}'"),
        };
    }
}

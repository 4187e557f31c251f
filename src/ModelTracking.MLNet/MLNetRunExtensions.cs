using Microsoft.ML;
using ModelTracking.Charts;
using ModelTracking.MLNet;
using ModelTracking.MLNet.Datasets;
using ModelTracking.MLNet.Evaluation;
using ModelTracking.MLNet.Models;
using ModelTracking.Records;

namespace ModelTracking;

/// <summary>Logs models, data sets and what is measured on them. Like all logging, these never throw; they draw no random numbers of the user's context.</summary>
public static class MLNetRunExtensions
{
    /// <summary>Stores a model as <c>PATH/model.zip</c> with <c>PATH/signature.json</c> (its input and output columns).</summary>
    /// <param name="run">The run.</param>
    /// <param name="context">The context it was trained with.</param>
    /// <param name="model">The model.</param>
    /// <param name="inputSchema">Schema of the data it takes, as for <c>Model.Save</c>.</param>
    /// <param name="path">Folder within the run. Default: <c>model</c>.</param>
    /// <param name="options">An input example. Default: none.</param>
    public static void LogModel(this Run run, MLContext context, ITransformer model, DataViewSchema inputSchema, string path = "model", ModelLogOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(context);
        Guard.Run(run, "The model", () => ModelFiles.Log(run, model, inputSchema, path, options ?? new ModelLogOptions()));
    }

    /// <summary>
    /// Logs schema, row count and digest of a data set as <c>datasets/NAME.json</c> (kind <c>dataset</c>) and the tag
    /// <c>dataset.NAME</c>. Reads all its rows once.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="data">The data.</param>
    /// <param name="name">Its name within the run.</param>
    /// <param name="context">What it is for, in MLflow's words: <c>train</c>, <c>eval</c>. Default: its name.</param>
    public static void LogDataset(this Run run, IDataView data, string name, string? context = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        Guard.Run(run, $"Data set '{name}'", () => DatasetLog.Write(run, data, name, context ?? name, Fingerprints.Of(data, maxRows: null)));
    }

    /// <summary>
    /// Logs ROC and precision-recall curve of scored rows as <c>evaluation/roc_curve.json</c> and
    /// <c>evaluation/pr_curve.json</c> (kind <c>curve</c>), for a binary classification or an anomaly detection.
    /// </summary>
    /// <param name="scored">What <c>model.Transform</c> returned.</param>
    /// <param name="run">Where to.</param>
    /// <param name="labelColumnName">A column of true and false, or of numbers above 0 and not. Default: <c>Label</c>.</param>
    /// <param name="scoreColumnName">A column of numbers. Default: <c>Score</c>.</param>
    /// <param name="context">What it was measured on, for example <c>"test"</c>. Default: none.</param>
    /// <returns>What it was given.</returns>
    public static IDataView LogCurvesTo(this IDataView scored, Run run, string labelColumnName = "Label", string scoreColumnName = "Score", MetricContext context = default)
    {
        ArgumentNullException.ThrowIfNull(scored);
        ArgumentNullException.ThrowIfNull(run);
        Guard.Run(run, "ROC and precision-recall curve", () =>
        {
            var (scores, isPositive) = ScoredRows.Read(scored, labelColumnName, scoreColumnName);
            Curve.Roc(scores, isPositive).Log(run, $"{EvaluationLog.PathOf(context)}/roc_curve.json");
            Curve.PrecisionRecall(scores, isPositive).Log(run, $"{EvaluationLog.PathOf(context)}/pr_curve.json");
        });
        return scored;
    }

    /// <summary>
    /// Measures by how much a model gets worse when a feature is shuffled and logs it as
    /// <c>evaluation/feature_importance.json</c> (kind <c>feature-importance</c>), the most important first. Takes about as
    /// long as features times permutations evaluations.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="model">A model that predicts from one feature column; what stands before the predictor is applied first.</param>
    /// <param name="data">Data as the model takes it, with labels.</param>
    /// <param name="options">Label column, permutations, path. Default: three permutations.</param>
    public static void LogFeatureImportance(this Run run, ITransformer model, IDataView data, FeatureImportanceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        Guard.Run(run, "Feature importance", () => PermutationImportance.Log(run, model, data, options ?? new FeatureImportanceOptions()));
    }
}
